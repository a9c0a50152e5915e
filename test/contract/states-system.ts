import type { Context } from "aws-lambda";
import { dispensations } from "../../functions/applications/records.ts";
import { running } from "../../functions/notices/records.ts";
import { dues, letters } from "../../functions/notifications/records.ts";
import { called } from "../../functions/paper/records.ts";
import { awardConditions, supplierClaims } from "../../functions/rounds/records.ts";
import type { AwardCondition } from "../../shared/contract/award-record.ts";
import {
  applicationSubmitted,
  applicationWithdrawn,
  dispensationGranted,
} from "../../shared/events/applications.ts";
import { noticePublished, resultAnnounced } from "../../shared/events/notices.ts";
import { letterOwed } from "../../shared/events/notifications.ts";
import { roundAdvanced, societyRecorded } from "../../shared/events/rounds.ts";
import { uploadInspected } from "../../shared/events/uploads.ts";
import { DispensationId, newId, Sha256 } from "../../shared/kernel/ids.ts";
import { Instant, LocalDate } from "../../shared/kernel/time.ts";
import { transact } from "../../shared/store/commit.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { copies } from "../../shared/store/published/copies.ts";
import { decisions } from "../../shared/store/published/decisions.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { notices } from "../../shared/store/published/notices.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { givenPerson } from "../identity/given.ts";
import { factOf, tell } from "../told.ts";
import { listenerOf, tickOf } from "./bus.ts";
import { desk, once } from "./people.ts";
import { moments, paperPrize } from "./round.ts";
import type { Subject } from "./states-people.ts";
import { supplierList, type World } from "./world.ts";

/** What a date, an event or another act does to it. */
export interface SystemsAct extends Subject {
  what: string;
  /** The acts of the machine that it brings about, one after the other; one that a state does not have is left out. */
  acts: readonly string[];
  run: (version: number) => Promise<void>;
}

/** Long before every act: a claim has run out, findings are of an earlier submission. */
const recordedOn = LocalDate.parse("2024-03-01");
const longAgo = Instant.parse("2024-03-01T01:00:00.000Z");

/** Everything that happens to a thing without anybody's request on it. */
export async function systemsActs({ cast, subjects }: World): Promise<SystemsAct[]> {
  const { mending, wrong, found, proposed, shown, unpublished, awaited, landedFile, extension, claimed } =
    subjects;
  const { id: applicationId, roundId } = mending;
  const condition: AwardCondition = {
    ...{ societyCode: claimed.societyCode, applicationId: claimed.applicationId, roundId: claimed.roundId },
    ...{ noticeId: shown.id, announcedAt: Instant.parse(moments.locked), metAt: null },
    ...{ state: "CONDITIONAL", version: 1 },
  };
  const application = {
    machine: "Application",
    held: () => applications.get(mending),
    put: (state: string, version: number) => [
      applications.overwrite({ ...mending, corrections: [], state: state as typeof mending.state, version }),
    ],
  };
  const round = {
    machine: "Round",
    held: () => rounds.get(unpublished),
    put: (state: string, version: number) => [
      rounds.overwrite({ ...unpublished, state: state as typeof unpublished.state, version }),
    ],
  };
  const told = async (contract: typeof noticePublished | typeof resultAnnounced, version: number) => {
    const { id: noticeId, decisionId, sha256, endsAt } = shown;
    const payload = { noticeId, roundId: unpublished.id, decisionId, sha256, endsAt };
    const fact = factOf(contract, { aggregateId: noticeId, version, at: moments.locked, payload });
    await tell(await listenerOf("rounds", "on-notice"), fact);
  };
  const upload = (one: typeof awaited, given: Partial<typeof awaited> = {}) => ({
    machine: "Upload",
    held: () => uploads.get(one),
    put: (state: string, version: number) => [
      uploads.overwrite({ ...one, ...given, state: state as typeof one.state, version }),
    ],
  });
  const lands = (one: typeof awaited) => async () => {
    const detail = { object: { key: one.key, "version-id": one.versionId } };
    const delivered = { id: one.id, time: moments.intake, detail };
    await (await listenerOf("uploads", "on-object"))(delivered, {} as Context);
  };
  const [owed] = await letters.all(`round#${roundId}`);
  if (!owed) throw new Error("the world owes nobody a letter");
  const nobody = await givenPerson({ roles: [] });
  const letter = (given: Partial<typeof owed> = {}) => ({
    machine: "Letter",
    held: () => letters.get(owed),
    put: (state: string, version: number) => [
      letters.overwrite({
        ...owed,
        ...given,
        ...{ state: state as typeof owed.state, claimedAt: state === "CLAIMED" ? longAgo : null, version },
      }),
      dues.overwrite({ letterId: owed.id, owedAt: owed.owedAt, version: 1 }),
    ],
    run: async (version: number) => {
      const payload = { letterId: owed.id };
      const fact = factOf(letterOwed, { aggregateId: owed.id, version, at: moments.locked, payload });
      await tell(await listenerOf("notifications", "on-owed"), fact);
    },
  });
  /** Two officers granted something that is about the application, or about the whole round. */
  const granted = async (
    listener: Parameters<typeof listenerOf>,
    given: { kind: "late-pass" | "extension" | "further-return"; roundId: typeof roundId },
    cohort: "all" | "begun" = "all",
  ) => {
    const id = DispensationId.parse(newId("dispensation", Date.parse(moments.examination), Math.random));
    const isForAll = given.kind === "extension";
    const about = {
      ...{ roundId: given.roundId, kind: given.kind, category: "office-error" as const },
      applicationId: isForAll ? null : applicationId,
      until: given.kind === "further-return" ? null : Instant.parse("2024-04-03T09:00:00.000Z"),
    };
    await transact([
      dispensations.create({
        ...extension,
        ...about,
        id,
        items: [{ item: "成果介绍", reason: "请补充出处", place: null }],
      }),
    ]);
    const payload = {
      ...{ ...about, dispensationId: id },
      cohort: isForAll ? cohort : null,
    };
    const at = moments.examination;
    await tell(
      await listenerOf(...listener),
      factOf(dispensationGranted, { aggregateId: id, version: 2, at, payload }),
    );
  };
  const { called: onPaper } = subjects;
  const { receipt } = onPaper;
  const before = await copies.get({ applicationId: onPaper.id });
  const [printing] = before?.printings ?? [];
  if (!before || !receipt || !printing) throw new Error("the world awaits no paper");
  const paper = (isStanding: boolean) => ({
    machine: "Paper copies",
    held: () => copies.get(before),
    put: async (state: string, version: number) => {
      const mark = await called.get({ roundId: before.roundId, deadline: paperPrize.timetable.closes.at });
      return [
        // As of an earlier submission of other words.
        copies.overwrite({
          ...before,
          printings: [{ ...printing, sha256: Sha256.parse("0".repeat(64)), formCode: "00000000" }],
          state: state as typeof before.state,
          version,
        }),
        applications.overwrite({ ...onPaper, state: isStanding ? "SUBMITTED" : "WITHDRAWN" }),
        ...(mark ? [called.overwrite({ ...mark, doneAt: null })] : []),
      ];
    },
  });
  const ofPaper = {
    applicationId: before.applicationId,
    roundId: before.roundId,
    societyCode: before.societyCode,
  };
  const clock = (at: string) => () => tickOf("rounds", at);
  return [
    {
      ...paper(true),
      what: "its deadline passes",
      acts: ["call"],
      run: () => tickOf("paper", moments.closed),
    },
    {
      ...paper(false),
      what: "its application is withdrawn",
      acts: ["drop"],
      run: async (version) => {
        const given = { aggregateId: onPaper.id, version, at: moments.closed, payload: ofPaper };
        await tell(await listenerOf("paper", "on-application"), factOf(applicationWithdrawn, given));
      },
    },
    {
      ...paper(true),
      what: "its application is submitted with other words",
      acts: ["await"],
      run: async (version) => {
        const { number: receiptNumber, arrivedAt, sha256 } = receipt;
        const payload = { ...ofPaper, receiptNumber, arrivedAt, sha256, files: [] };
        const given = { aggregateId: onPaper.id, version, at: moments.closed, payload };
        await tell(await listenerOf("paper", "on-application"), factOf(applicationSubmitted, given));
      },
    },
    {
      ...application,
      what: "inspection refuses a file of it",
      acts: ["refuse-file"],
      run: async (version) => {
        const { id: uploadId, kind, sha256, versionId } = wrong;
        const payload = {
          ...{ uploadId, applicationId, kind, sha256, versionId: versionId ?? "" },
          ...{ verdict: "refused" as const, reasons: ["html-as-pdf"] },
        };
        const fact = factOf(uploadInspected, { aggregateId: uploadId, version, at: moments.intake, payload });
        await tell(await listenerOf("applications", "on-inspected"), fact);
      },
    },
    {
      ...application,
      what: "its deadline passes",
      acts: ["expire"],
      run: async (version) => {
        const payload = { roundId, state: "INTAKE_CLOSED" as const, definitionHash: mending.definitionHash };
        const fact = factOf(roundAdvanced, { aggregateId: roundId, version, at: moments.closed, payload });
        await tell(await listenerOf("applications", "on-round"), fact);
      },
    },
    {
      ...application,
      what: "a late pass is granted",
      acts: ["extend", "readmit"],
      run: () => granted(["applications", "on-dispensation"], { kind: "late-pass", roundId }),
    },
    {
      ...application,
      what: "one more return is granted",
      acts: ["return-again"],
      run: () => granted(["applications", "on-dispensation"], { kind: "further-return", roundId }),
    },
    {
      machine: "Supplier claim",
      what: "the payer's list has its society",
      acts: ["match"],
      held: () => supplierClaims.get(claimed),
      put: (state, version) => [
        supplierClaims.overwrite({ ...claimed, state: state as typeof claimed.state, version }),
      ],
      run: async () => {
        const body = { csv: supplierList([1]), fileName: "suppliers.csv", isDryRun: false };
        await desk(cast.officer, moments.intake).rounds.importSuppliers({ body, ...once() });
      },
    },
    {
      machine: "Award condition",
      what: "the register knows the society as a supplier",
      acts: ["meet"],
      held: () => awardConditions.get(condition),
      put: (state, version) => [
        awardConditions.overwrite({ ...condition, state: state as typeof condition.state, version }),
      ],
      run: async (version) => {
        const held = await societies.get({ code: condition.societyCode });
        if (!held) throw new Error("the register has the society");
        const { importHash, nameRecorded: recorded } = held;
        const supplier = { isRegistered: true, source: "支付平台", on: recordedOn, recorded };
        await transact([societies.overwrite({ ...held, facts: { ...held.facts, supplier } })]);
        const payload = { societyCode: held.code, importHash };
        await tell(
          await listenerOf("rounds", "on-award"),
          factOf(societyRecorded, { aggregateId: held.code, version, at: moments.locked, payload }),
        );
        await transact([societies.overwrite(held)]);
      },
    },
    {
      ...round,
      what: "an extension for everybody is granted",
      acts: ["extend"],
      run: () => granted(["rounds", "on-extended"], { kind: "extension", roundId: unpublished.id }),
    },
    {
      ...round,
      what: "an extension for those who had begun is granted",
      acts: ["extend-begun"],
      run: () => granted(["rounds", "on-extended"], { kind: "extension", roundId: unpublished.id }, "begun"),
    },
    {
      machine: "Eligibility",
      what: "the application is submitted anew",
      acts: ["find"],
      held: () => determinations.get({ applicationId: found.id }),
      put: async (state, version) => {
        const held = await determinations.get({ applicationId: found.id });
        if (!held) throw new Error("the world has no determination");
        const earlier = { applicationVersion: 1, foundAt: longAgo };
        return [
          determinations.overwrite({ ...held, ...earlier, state: state as typeof held.state, version }),
        ];
      },
      run: async (version) => {
        const { receipt } = found;
        if (!receipt) throw new Error("the world's application is not submitted");
        const payload = {
          ...{ applicationId: found.id, roundId: found.roundId, societyCode: found.societyCode },
          ...{
            receiptNumber: receipt.number,
            arrivedAt: receipt.arrivedAt,
            sha256: receipt.sha256,
            files: [],
          },
        };
        const fact = factOf(applicationSubmitted, {
          aggregateId: found.id,
          version,
          at: moments.intake,
          payload,
        });
        await tell(await listenerOf("eligibility", "on-submitted"), fact);
      },
    },
    {
      machine: "Decision",
      what: "another is proposed in its place",
      acts: ["supersede"],
      held: () => decisions.get(proposed),
      put: (state, version) => [
        decisions.overwrite({ ...proposed, state: state as typeof proposed.state, version }),
      ],
      run: async () => {
        // Refused where one is approved: nothing takes its place then.
        const { proposeDecision } = desk(cast.officer, moments.locked).selection;
        await proposeDecision({ params: { id: proposed.roundId }, ...once() }).catch(() => undefined);
      },
    },
    {
      machine: "Public notice",
      what: "its last working day is over",
      acts: ["close"],
      held: () => notices.get(shown),
      put: (state, version) => [
        notices.overwrite({ ...shown, state: state as typeof shown.state, version }),
        running.overwrite({ noticeId: shown.id, endsAt: shown.endsAt, version: 1 }),
      ],
      run: () => tickOf("notices", moments.announced),
    },
    { ...upload(landedFile), what: "its file lands", acts: ["land", "accept"], run: lands(landedFile) },
    {
      ...upload(landedFile, { attempts: 2 }),
      what: "its file lands and two inspections have died of it",
      acts: ["land", "flag"],
      run: lands(landedFile),
    },
    { ...upload(wrong), what: "a wrong file lands", acts: ["land", "refuse"], run: lands(wrong) },
    {
      ...upload(landedFile),
      what: "the scanner finds something in it",
      acts: ["infect"],
      run: async () => {
        const { key: objectKey, versionId } = landedFile;
        const detail = {
          s3ObjectDetails: { objectKey, versionId },
          scanResultDetails: { scanResultStatus: "THREATS_FOUND" },
        };
        const delivered = { id: landedFile.id, time: moments.intake, detail };
        await (await listenerOf("uploads", "on-scan"))(delivered, {} as Context);
      },
    },
    {
      ...upload(awaited),
      what: "nothing lands for hours",
      acts: ["abandon"],
      run: () => tickOf("uploads", "2024-03-05T08:00:00.000Z"),
    },
    { ...letter(), what: "its turn comes", acts: ["claim", "record-sent"] },
    {
      ...letter({ personId: nobody.id, group: "staff" }),
      what: "its reader has lost the account",
      acts: ["claim", "give-up"],
    },
    { ...round, what: "the opening comes", acts: ["open"], run: clock(moments.intake) },
    { ...round, what: "the intake ends", acts: ["open", "close-intake"], run: clock(moments.closed) },
    {
      ...round,
      what: "the review opens",
      acts: ["open", "close-intake", "begin-review"],
      run: clock(moments.review),
    },
    {
      ...round,
      what: "the last stage is over",
      acts: ["open", "close-intake", "begin-review", "lock-scores"],
      run: clock(moments.locked),
    },
    {
      ...round,
      what: "a list is shown",
      acts: ["show-list"],
      run: (version) => told(noticePublished, version),
    },
    {
      ...round,
      what: "the result stands",
      acts: ["announce"],
      run: (version) => told(resultAnnounced, version),
    },
  ];
}
