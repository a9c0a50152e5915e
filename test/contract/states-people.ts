import { dispensations } from "../../functions/applications/records.ts";
import { loads, panels } from "../../functions/experts/records.ts";
import { sheetCorrections } from "../../functions/reviews/records.ts";
import { supplierClaims } from "../../functions/rounds/records.ts";
import { deliberations, omissions } from "../../functions/selection/records.ts";
import type { ProblemCode } from "../../shared/contract/problems.ts";
import type { Sheet } from "../../shared/contract/sheet-record.ts";
import { Sha256 } from "../../shared/kernel/ids.ts";
import type { Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { assignments } from "../../shared/store/published/assignments.ts";
import { copies } from "../../shared/store/published/copies.ts";
import { decisions } from "../../shared/store/published/decisions.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { notices } from "../../shared/store/published/notices.ts";
import { recommendedLists } from "../../shared/store/published/recommended-lists.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { sections } from "../../shared/store/published/sections.ts";
import { sheets } from "../../shared/store/published/sheets.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { usccCorrections } from "../../shared/store/published/uscc-corrections.ts";
import { moments, scores } from "./round.ts";
import type { Rightful, World } from "./world.ts";

/** A thing of the world that can be put into any state, and looked at. */
export interface Subject {
  /** The machine's English name. */
  machine: string;
  /** Everything that it stands on, in a state and a version. */
  put: (state: string, version: number) => Promise<Write[]> | Write[];
  held: () => Promise<{ state: string } | undefined>;
}

/** What people do with it: the request is right in all but, perhaps, the state. */
export interface PeoplesAct extends Subject {
  /** The acts of the machine that this request may be; the state says which. */
  acts: readonly string[];
  route: string;
  request: (version: number) => Promise<Rightful> | Rightful;
  /** The refusal in a state that has no such act; `wrong-state` where it says nothing. */
  refused?: (state: string) => ProblemCode | "done";
  /** The request with its guard broken, what it is told, and in which states when not in all that have the act. */
  broken: { by: Partial<Rightful>; told: ProblemCode; in?: string };
}

/** What each machine's things are, and every request that moves them. */
export function peoplesActs({ cast, subjects }: World): PeoplesAct[] {
  const { officer, second } = cast;
  const {
    mending,
    mended,
    summary,
    mender,
    found,
    judged,
    judge,
    proposed,
    deliberated,
    leftOut,
    signed,
    shown,
    unpublished,
    extension,
    claimed,
    list,
    correcting,
  } = subjects;
  const ofMending = { id: mending.id };
  const application: Subject = {
    machine: "Application",
    put: (state, version) => [
      applications.overwrite({ ...mending, returns: 0, state: state as typeof mending.state, version }),
    ],
    held: () => applications.get(mending),
  };
  const inIntake = { at: moments.intake, params: ofMending };
  const stamp = { who: mender.approver.personId, when: mending.createdAt, reason: null };
  /** What was submitted and is withdrawn can be restored; the stamps tell. */
  const left: Subject = {
    ...application,
    put: (state, version) => {
      const stamps = ["submit", "withdraw"].map((act) => ({ act, ...stamp }));
      return [applications.overwrite({ ...mending, stamps, state: state as typeof mending.state, version })];
    },
  };
  const dispensation: Subject = {
    machine: "Dispensation",
    put: (state, version) => [
      dispensations.overwrite({ ...extension, state: state as typeof extension.state, version }),
    ],
    held: () => dispensations.get(extension),
  };
  const supplierClaim: Subject = {
    machine: "Supplier claim",
    put: async (state, version) => {
      const society = await societies.get({ code: claimed.societyCode });
      if (!society) throw new Error("the claim's society is gone");
      // What was confirmed before is not known to the register yet.
      const facts = { ...society.facts, supplier: null };
      return [
        supplierClaims.overwrite({ ...claimed, state: state as typeof claimed.state, version }),
        societies.overwrite({ ...society, facts, version: society.version + 10 }),
      ];
    },
    held: () => supplierClaims.get(claimed),
  };
  const entered = { account: "t02", confirmation: "注册成功", registeredOn: "2024-03-04" };
  const check = (isConfirmed: boolean) => (version: number) => ({
    who: officer,
    at: moments.intake,
    params: { code: claimed.societyCode },
    body: { version, isConfirmed, reason: "与平台核对" },
  });
  const unread = {
    by: { body: { version: 1, isConfirmed: true, reason: "." } },
    told: "version-conflict",
  } as const;
  const decide = (isGranted: boolean) => (version: number) => ({
    who: second,
    at: moments.examination,
    params: { id: extension.id },
    body: { version, isGranted, reason: "情况属实" },
  });
  const late = { by: { at: moments.closed }, told: "deadline-passed" } as const;
  const locked = { by: { at: moments.locked }, told: "reviews-locked" } as const;
  const determination: Subject = {
    machine: "Eligibility",
    put: async (state, version) => {
      const both = await determinations.getMany([{ applicationId: found.id }, { applicationId: mending.id }]);
      const firstOfficer = state === "REJECTION_PROPOSED" ? second.personId : null;
      return [
        ...both.map((held) =>
          determinations.overwrite({ ...held, state: state as typeof held.state, firstOfficer, version }),
        ),
        // The other's file was refused: never a pass.
        ...(await application.put("SUBMITTED", version)),
      ];
    },
    held: () => determinations.get({ applicationId: found.id }),
  };
  const determine = (decision: string) => (version: number) => ({
    who: officer,
    at: moments.examination,
    params: { id: found.id },
    body: { version, decision, reason: "经审查" },
  });
  const recommended: Subject = {
    machine: "Recommended list",
    put: (state, version) => [
      recommendedLists.overwrite({ ...list, state: state as typeof list.state, version }),
    ],
    held: () => recommendedLists.get(list),
  };
  const usccCorrection: Subject = {
    machine: "USCC correction",
    put: async (state, version) => {
      const society = await societies.get({ code: correcting.societyCode });
      if (!society) throw new Error("the world has no such society");
      return [
        societies.overwrite({ ...society, uscc: correcting.from, version }),
        usccCorrections.overwrite({ ...correcting, state: state as typeof correcting.state, version }),
      ];
    },
    held: () => usccCorrections.get(correcting),
  };
  const pair = { applicationId: judged.id, expertId: judge.expertId };
  const assignment: Subject = {
    machine: "Assignment",
    put: async (state, version) => {
      const held = await assignments.get(pair);
      if (!held) throw new Error("the world has no such pair");
      return [
        assignments.overwrite({ ...held, state: state as typeof held.state, recusedBecause: null, version }),
        loads.overwrite({ roundId: held.roundId, expertId: pair.expertId, count: 1, version }),
        panels.overwrite({ applicationId: judged.id, count: 1, version }),
      ];
    },
    held: () => assignments.get(pair),
  };
  const declare = (body: Record<string, unknown>) => () => ({
    who: judge.signed,
    at: moments.review,
    params: { id: judged.id },
    body,
  });
  const sheet: Subject = {
    machine: "Score sheet",
    put: async (state, version) => {
      const held = await assignments.get(pair);
      if (!held) throw new Error("the world has no such pair");
      const draft = { scores, opinion: "同意推荐" };
      const submitted = { ...draft, submittedAt: held.opensAt, sha256: Sha256.parse("0".repeat(64)) };
      const written: Sheet = {
        ...pair,
        roundId: held.roundId,
        stage: "written",
        state: state as Sheet["state"],
        draft,
        submitted: state === "SUBMITTED" ? submitted : null,
        history: [],
        locksAt: held.locksAt,
        savedAt: held.opensAt,
        version,
      };
      return [assignments.overwrite({ ...held, state: "DECLARED" }), sheets.overwrite(written)];
    },
    held: () => sheets.get({ ...pair, stage: "written" }),
  };
  const ofSigned = { applicationId: signed.applicationId, expertId: signed.expertId, stage: signed.stage };
  const correction: Subject = {
    machine: "Correction of a score sheet",
    put: async (state, version) => {
      const held = await sheets.get(ofSigned);
      if (!held) throw new Error("the world has no such sheet");
      const corrected = { ...signed, state: state as typeof signed.state, version };
      return [sheetCorrections.overwrite({ ...corrected, sheetVersion: held.version })];
    },
    held: () => sheetCorrections.get(signed),
  };
  /** The sheet that a signed correction is of. */
  const corrected: Subject = {
    machine: "Score sheet",
    put: async (state, version) => {
      const held = await sheets.get(ofSigned);
      if (!held) throw new Error("the world has no such sheet");
      return [
        sheets.overwrite({ ...held, state: state as Sheet["state"], version }),
        sheetCorrections.overwrite({ ...signed, sheetVersion: version, version }),
      ];
    },
    held: () => sheets.get(ofSigned),
  };
  const concludeWith = (version: number, conclusion: string, remark: string) => ({
    who: second,
    at: moments.locked,
    params: { id: signed.applicationId, correctionId: signed.id },
    body: { version, conclusion, remark },
  });
  const conclude = (conclusion: string) => (version: number) => concludeWith(version, conclusion, "已核对");
  /** Who concludes says why. */
  const unreasoned = (conclusion: string) => ({
    by: concludeWith(1, conclusion, " "),
    told: "invalid-request" as const,
  });
  const write = (body: Record<string, unknown>) => (version: number) => ({
    who: judge.signed,
    at: moments.review,
    params: { id: judged.id },
    query: { stage: "written" },
    body: { ...body, version },
  });
  const content = { scores, opinion: "改后意见" };
  const { called, calledCode } = subjects;
  const ofCalled = { params: { id: called.id }, at: moments.examination };
  const paper: Subject = {
    machine: "Paper copies",
    put: async (state, version) => {
      const held = await copies.get({ applicationId: called.id });
      if (!held) throw new Error("the world has no such copies");
      const first = held.sets.filter(({ number }) => number === 1);
      return [copies.overwrite({ ...held, sets: first, state: state as typeof held.state, version })];
    },
    held: () => copies.get({ applicationId: called.id }),
  };
  return [
    {
      ...paper,
      acts: ["book"],
      route: "bookSets",
      request: () => ({
        ...ofCalled,
        who: officer,
        body: { arrivedOn: "2024-04-01", sets: [{ number: 2, checkCode: calledCode }] },
      }),
      broken: {
        by: { body: { arrivedOn: "2024-04-01", sets: [{ number: 2, checkCode: "00000000" }] } },
        told: "paper-other-version",
      },
    },
    {
      ...paper,
      acts: ["correct"],
      route: "correctSet",
      request: (version) => ({
        ...ofCalled,
        who: officer,
        body: {
          version,
          number: 1,
          becomes: { arrivedOn: "2024-03-04" },
          reason: "登记错日期",
        },
      }),
      broken: { by: { body: { version: 1, number: 3, becomes: null, reason: "错" } }, told: "not-found" },
    },
    {
      ...paper,
      acts: ["decide"],
      route: "decideShortage",
      request: (version) => ({
        ...ofCalled,
        who: officer,
        body: { version, outcome: "waived", reason: "邮路中断" },
      }),
      broken: {
        by: { body: { version: 1, outcome: "waived", reason: "邮路中断" } },
        told: "version-conflict",
      },
    },
    {
      ...application,
      acts: ["save"],
      route: "saveDraft",
      request: async () => {
        const section = await sections.get({ applicationId: mending.id, key: "citation" });
        return {
          ...inIntake,
          who: mender.filler,
          params: { ...ofMending, key: "citation" },
          body: { version: section?.version ?? 0, content: { parts: { text: "推荐词" } } },
        };
      },
      broken: late,
    },
    {
      ...application,
      acts: ["submit"],
      route: "submitApplication",
      request: (version) => ({
        ...inIntake,
        who: mender.approver,
        body: {
          version,
          undertakingVersion: 1,
          uploads: [mended, summary].map(({ kind, id }) => ({ kind, uploadId: id })),
        },
      }),
      broken: late,
    },
    {
      ...application,
      acts: ["withdraw"],
      route: "withdrawApplication",
      request: (version) => ({ ...inIntake, who: mender.approver, body: { version, reason: "另有安排" } }),
      broken: late,
    },
    {
      ...application,
      acts: ["reopen"],
      route: "openDraft",
      request: () => ({ who: mender.filler, at: moments.intake, body: { roundId: mending.roundId } }),
      refused: () => "application-exists",
      broken: late,
    },
    {
      ...left,
      acts: ["restore"],
      route: "restoreApplication",
      request: (version) => ({ ...inIntake, who: mender.approver, body: { version } }),
      broken: late,
    },
    {
      ...usccCorrection,
      acts: ["propose"],
      route: "proposeUsccCorrection",
      request: (version) => {
        const { societyCode: code, from, to, reason, source } = correcting;
        const body = { version, from, to, reason, source };
        return { who: officer, at: moments.intake, params: { code }, body };
      },
      broken: { by: { params: { code: "Z-999" } }, told: "not-found" },
    },
    ...([true, false] as const).map(
      (isApproved): PeoplesAct => ({
        ...usccCorrection,
        acts: [isApproved ? "approve" : "refuse"],
        route: "decideUsccCorrection",
        request: (version) => ({
          who: second,
          at: moments.intake,
          params: { code: correcting.societyCode },
          body: { version, isApproved, note: "已核对" },
        }),
        broken: {
          by: isApproved ? { who: officer } : { body: { version: 1, isApproved, note: "已核对" } },
          told: isApproved ? "second-person-required" : "version-conflict",
        },
      }),
    ),
    {
      ...supplierClaim,
      acts: ["claim"],
      route: "claimSupplier",
      request: (version) => ({
        who: cast.societies[1]?.filler ?? null,
        at: moments.intake,
        params: { id: claimed.applicationId },
        body: { version, ...entered },
      }),
      broken: {
        by: { body: { version: 1, ...entered, account: "6222020200012345670" } },
        told: "bank-data-not-taken",
      },
    },
    {
      ...supplierClaim,
      acts: ["confirm"],
      route: "decideSupplierClaim",
      request: check(true),
      broken: unread,
    },
    {
      ...supplierClaim,
      acts: ["refuse"],
      route: "decideSupplierClaim",
      request: check(false),
      broken: unread,
    },
    {
      ...dispensation,
      acts: ["grant"],
      route: "decideDispensation",
      request: decide(true),
      broken: { by: { at: moments.review }, told: "wrong-state" },
    },
    {
      ...dispensation,
      acts: ["refuse"],
      route: "decideDispensation",
      request: decide(false),
      broken: { by: { who: officer }, told: "second-person-required" },
    },
    {
      ...application,
      acts: ["return"],
      route: "returnApplication",
      request: (version) => ({
        ...inIntake,
        who: officer,
        body: { version, items: [{ item: "成果介绍", reason: "请补充出处" }] },
      }),
      broken: { by: { at: moments.review }, told: "wrong-state" },
    },
    {
      ...application,
      acts: ["correct"],
      route: "correctFile",
      request: (version) => ({
        ...inIntake,
        who: mender.approver,
        body: { version, kind: "dossier", uploadId: mended.id },
      }),
      broken: { by: { at: moments.review }, told: "deadline-passed" },
    },
    {
      ...determination,
      acts: ["clear"],
      route: "determineEligibility",
      request: determine("cleared"),
      broken: { by: { params: { id: mending.id } }, told: "evidence-required" },
    },
    {
      ...determination,
      acts: ["propose-rejection", "confirm-rejection"],
      route: "determineEligibility",
      request: determine("rejected"),
      broken: { by: { who: second }, told: "second-person-required", in: "REJECTION_PROPOSED" },
    },
    {
      ...assignment,
      acts: ["declare-none"],
      route: "declareInterests",
      request: declare({ conflict: "none" }),
      // Who stood aside or was released knows no more than who was never assigned.
      refused: (state) => (state === "DECLARED" ? "wrong-state" : "not-found"),
      broken: locked,
    },
    {
      ...assignment,
      acts: ["declare-open"],
      route: "declareInterests",
      request: declare({ conflict: "tie", kind: "supervised", note: "指导过其博士论文" }),
      refused: () => "not-found",
      broken: locked,
    },
    {
      ...assignment,
      acts: ["declare-tie"],
      route: "declareInterests",
      request: declare({ conflict: "tie", kind: "joint-work", note: "曾合作" }),
      refused: () => "not-found",
      broken: locked,
    },
    { ...sheet, acts: ["save"], route: "saveSheet", request: write({ content }), broken: locked },
    {
      ...sheet,
      acts: ["submit", "amend"],
      route: "submitSheet",
      request: write({ content, reason: "笔误" }),
      broken: locked,
    },
    {
      ...corrected,
      acts: ["correct"],
      route: "concludeCorrection",
      request: conclude("countersigned"),
      broken: unreasoned("countersigned"),
    },
    ...(["countersigned", "refused"] as const).map((conclusion) => ({
      ...correction,
      acts: [conclusion === "countersigned" ? "countersign" : "refuse"],
      route: "concludeCorrection" as const,
      request: conclude(conclusion),
      broken: unreasoned(conclusion),
    })),
    {
      machine: "Decision",
      put: (state, version) => [
        decisions.overwrite({ ...proposed, state: state as typeof proposed.state, version }),
      ],
      held: () => decisions.get(proposed),
      acts: ["approve"],
      route: "approveDecision",
      request: (version) => ({
        who: second,
        at: moments.locked,
        params: { id: proposed.id },
        body: { version, decisionHash: proposed.decisionHash },
      }),
      broken: { by: { who: officer }, told: "second-person-required" },
    },
    ...(["approved", "refused"] as const).map((conclusion) => ({
      machine: "Omission of a score",
      put: (state: string, version: number) => [
        omissions.overwrite({ ...leftOut, state: state as typeof leftOut.state, version }),
      ],
      held: () => omissions.get(leftOut),
      acts: [conclusion === "approved" ? "approve" : "refuse"],
      route: "concludeOmission" as const,
      request: (version: number) => ({
        who: second,
        at: moments.locked,
        params: { id: leftOut.roundId, omissionId: leftOut.id },
        body: { version, conclusion, remark: "已核对" },
      }),
      broken: { by: { who: officer }, told: "second-person-required" as const },
    })),
    ...(["confirmed", "declined"] as const).map((conclusion) => ({
      machine: "Deliberation",
      put: (state: string, version: number) => [
        decisions.overwrite(proposed),
        deliberations.overwrite({ ...deliberated, state: state as typeof deliberated.state, version }),
      ],
      held: () => deliberations.get(deliberated),
      acts: [conclusion === "confirmed" ? "confirm" : "decline"],
      route: "concludeDeliberation" as const,
      request: (version: number) => ({
        who: second,
        at: moments.locked,
        params: { id: proposed.id, deliberationId: deliberated.id },
        body: { version, conclusion, remark: "与会议记录一致" },
      }),
      broken: { by: { who: officer }, told: "second-person-required" as const },
    })),
    {
      machine: "Public notice",
      put: (state, version) => [notices.overwrite({ ...shown, state: state as typeof shown.state, version })],
      held: () => notices.get(shown),
      acts: ["announce"],
      route: "announceResult",
      request: (version) => ({
        who: officer,
        at: moments.announced,
        params: { id: shown.id },
        body: { version },
      }),
      broken: { by: { at: moments.locked }, told: "notice-open" },
    },
    {
      machine: "Round",
      put: (state, version) => [
        rounds.overwrite({ ...unpublished, state: state as typeof unpublished.state, version }),
      ],
      held: () => rounds.get(unpublished),
      acts: ["publish"],
      route: "publishRound",
      request: (version) => ({
        who: second,
        at: moments.drafted,
        params: { id: unpublished.id },
        body: { version, definitionHash: unpublished.definitionHash },
      }),
      broken: { by: { who: officer }, told: "second-person-required" },
    },
    {
      ...recommended,
      acts: ["propose"],
      route: "proposeRecommendedList",
      request: () => ({
        who: officer,
        at: moments.drafted,
        params: { id: list.roundId },
        body: {
          how: "imported",
          origin: "附件1",
          societies: [{ code: mender.code, uscc: mending.uscc, sources: ["public-data"] }],
        },
      }),
      broken: { by: { at: moments.intake }, told: "wrong-state" },
    },
    {
      ...recommended,
      acts: ["approve"],
      route: "approveRecommendedList",
      request: (version) => ({
        who: second,
        at: moments.drafted,
        params: { id: list.roundId },
        body: { version, listHash: list.listHash },
      }),
      broken: { by: { who: officer }, told: "second-person-required" },
    },
  ];
}
