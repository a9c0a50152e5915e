import { people } from "../../functions/identity/records.ts";
import { hmacSha1 } from "../../functions/identity/step-hashes.ts";
import { markTrouble } from "../../functions/identity/step-person.ts";
import { stepAt, totpOf } from "../../functions/identity/totp.ts";
import type { Role } from "../../shared/kernel/roles.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { usccCheckCharacter } from "../../shared/kernel/uscc.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";
import { transact } from "../../shared/store/commit.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { twins } from "../../shared/store/published/twins.ts";
import { attendanceRequests, attendedRound } from "./attended.ts";
import { tickOf } from "./bus.ts";
import { defenceRequests, defendedRounds } from "./defending.ts";
import { drawingRequests, drawnRounds } from "./drawing.ts";
import { jointRequests, jointRound } from "./joint.ts";
import { mailedRequests, mailedRound } from "./mailed.ts";
import { noticeOfDefenceRequests, notified } from "./notified.ts";
import { contested, objectionRoutes } from "./objected.ts";
import { overseen, oversightRequests } from "./overseen.ts";
import { desk, once, type Signed, signedInBy, staffWith } from "./people.ts";
import { planning, planningRequests } from "./planning.ts";
import { rejected, tobeReinstated } from "./reconsidered.ts";
import { registering, registrationRoutes } from "./registering.ts";
import {
  approvedRound,
  type Cast,
  cleared,
  declared,
  drafted,
  draftedRound,
  examined,
  inspected,
  moments,
  named,
  paperPrize,
  posted,
  prize,
  proposedRound,
  publishedRound,
  ready,
  scoredRound,
  scores,
  sentInParts,
  settle,
  shownRound,
  submission,
  submitted,
} from "./round.ts";

/** A request that is right in every respect, and who may make it when. */
export interface Rightful {
  who: Signed | null;
  at: string;
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: Record<string, unknown>;
}

const codes = [
  "T-01",
  "T-02",
  "T-03",
  "T-04",
  "T-05",
  "T-06",
  "T-07",
  "T-08",
  "T-09",
  "T-10",
  "T-11",
  "T-12",
  "T-13",
];
const mailOf = (role: string, code: string) => `${role}.${code.toLowerCase()}@society.example`;

const phone = "010-62194054";

/** The register of the test: every society passes the prize's rules. */
export const register = (of: readonly string[]) => {
  const heading =
    "code,name_zh,name_en,category,uscc,recommended,filler_name,filler_mail,approver_name,approver_mail,filler_phone," +
    "inspection_2023,inspection_2023_source,inspection_2023_on,penalties,penalties_source,penalties_on";
  const lines = of.map((code, at) => {
    const uscc = usccAt(at);
    const people = `填报人,${mailOf("filler", code)},审核人,${mailOf("approver", code)},${phone}`;
    return `${code},第${at}测试学会,Society ${at},理科,${uscc},是,${people},合格,年检公告,2024-01-10,无,年检公告,2024-01-10`;
  });
  return [heading, ...lines].join("\n");
};

/** A register of one society: what was corrected of others meanwhile is not undone. */
const only = (code: string, csv: string) =>
  csv
    .split("\n")
    .filter((line, at) => at === 0 || line.startsWith(`${code},`))
    .join("\n");

/** The USCC of the society at a place of the test's register. */
const usccAt = (at: number) => {
  const body = `5110000000000${String(at).padStart(4, "0")}`;
  return `${body}${usccCheckCharacter(body)}`;
};

/** The payer's list with the societies at these places. */
export const supplierList = (places: readonly number[]) =>
  ["uscc,account,registered_on", ...places.map((at) => `${usccAt(at)},t0${at + 1},2024-03-04`)].join("\n");

const usccOf = (code: string) => usccAt(codes.indexOf(code));

/** A recommended list, as it was made elsewhere. */
const listOf = (code: string) => ({
  how: "imported" as const,
  origin: "附件1",
  societies: [{ code, uscc: usccOf(code), sources: ["public-data" as const] }],
});

const proposedList = ({ officer }: Cast, { id }: { id: string }, code: string) =>
  desk(officer, moments.drafted).rounds.proposeRecommendedList({
    params: { id },
    body: listOf(code),
    ...once(),
  });

const society = async (code: string) => ({
  code,
  filler: await signedInBy(mailOf("filler", code)),
  approver: await signedInBy(mailOf("approver", code)),
});

/** Two officers, a register of societies and a pool of experts, all with accounts. */
export async function castOf() {
  const administrator = await staffWith("administrator");
  const officer = await staffWith("officer");
  const second = await staffWith("officer");
  const supervisor = await staffWith("supervisor");
  const office = desk(officer, moments.drafted);
  await office.rounds.importRegister({
    body: { csv: register(codes), fileName: "register.csv", isDryRun: false },
    ...once(),
  });
  const pool = [0, 1, 2, 3].map((at) => ({
    name: `专家${at}`,
    mail: `expert${at}@science.example`,
    institution: "某大学",
    fields: ["数学"],
    // Who has no part in anything is not drawn by lot either.
    ties:
      at === 3
        ? [{ kind: "member" as const, societyCode: codes[7] ?? "", until: null, note: "普通会员" }]
        : [],
  }));
  const { items } = await office.experts.importExperts({ body: { experts: pool }, ...once() });
  await settle(moments.drafted);
  const experts = await Promise.all(
    items.map(async ({ id, mail }) => ({ expertId: id, signed: await signedInBy(mail) })),
  );
  const societies = await Promise.all(codes.map(society));
  return { administrator, officer, second, supervisor, experts, societies };
}

const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index];
  if (found === undefined) throw new Error(`there is no number ${index}`);
  return found;
};

/** A correction of a submitted application is open, and the file that mends it has landed. */
async function corrected(cast: Cast, who: Awaited<ReturnType<typeof society>>) {
  const round = await publishedRound(cast);
  const draft = await drafted(who, round);
  const wrong = await posted(who, draft, {
    kind: "dossier",
    format: "pdf",
    bytes: Buffer.from("<html><body>not a PDF at all</body></html>"),
  });
  const summary = await posted(who, draft, { kind: "summary", format: "docx" });
  await desk(who.approver, moments.intake).applications.submitApplication({
    ...submission({ application: draft, uploads: [wrong, summary] }),
    ...once(),
  });
  await inspected(wrong);
  const mended = await inspected(await posted(who, draft, { kind: "dossier", format: "pdf" }));
  const own = desk(who.approver, moments.intake);
  const { application } = await own.applications.getApplication({ params: { id: draft.id } });
  const { items } = await own.uploads.listUploads({ params: { id: draft.id } });
  const landedAs = (upload: { id: string }) =>
    at(
      items,
      items.findIndex(({ id }) => id === upload.id),
    );
  return { application, mended: landedAs(mended), wrong: landedAs(wrong), summary };
}

/** Applications whose copies on paper are awaited: one with a parcel under way, one with a set booked in, one with none. */
async function onPaper(cast: Cast, [sender, short, silent]: readonly Awaited<ReturnType<typeof society>>[]) {
  if (!sender || !short || !silent) throw new Error("three societies owe paper");
  const round = await publishedRound(cast, paperPrize);
  const [sent, called] = [await submitted(sender, round), await submitted(short, round)];
  const { application: unsent } = await submitted(silent, round);
  const codeOf = ({ application: { receipt } }: typeof sent) => receipt?.sha256.slice(0, 8) ?? "";
  const { id: parcelId } = await desk(sender.filler, moments.intake).paper.announceParcel({
    params: { id: sent.application.id },
    body: parcel,
    ...once(),
  });
  await desk(cast.officer, moments.intake).paper.bookSets({
    params: { id: called.application.id },
    body: { arrivedOn: "2024-03-05", sets: [{ number: 1, checkCode: codeOf(called) }] },
    ...once(),
  });
  await tickOf("paper", moments.closed);
  await settle(moments.closed);
  return {
    round,
    sender,
    parcelId,
    unsent,
    sent: { id: sent.application.id, checkCode: codeOf(sent) },
    called: called.application,
    calledCode: codeOf(called),
  };
}

const parcel = { courier: "中国邮政", courierNumber: "EMS1", sets: [1, 2], sentOn: "2024-03-05" };

/**
 * A world in which every route has a request that would succeed, each on records of its own: a round in its intake, and
 * rounds that stand at each later step.
 */
export async function openWorld() {
  const cast = await castOf();
  const { administrator, officer, second, supervisor, experts, societies } = cast;
  // First those that are over: a tick for them would end every other intake too.
  const scored = await scoredRound(cast, at(societies, 7));
  const proposed = await proposedRound(cast, at(societies, 7));
  const flagged = await scoredRound(cast, at(societies, 7), [0, 1, 2]);
  const doubted = {
    applicationId: flagged.application.id,
    stage: "written" as const,
    reason: "与其他专家相差过大",
  };
  const leftOut = await desk(officer, moments.locked).selection.proposeOmission({
    params: { id: flagged.round.id },
    body: { ...doubted, expertId: at(experts, 2).expertId },
    ...once(),
  });
  const rescored = { content: { scores, opinion: "更正笔误" }, reason: "誊写错误" };
  const signed = await desk(at(experts, 1).signed, moments.locked).reviews.signCorrection({
    params: { id: flagged.application.id },
    query: {},
    body: { version: 1, ...rescored },
    ...once(),
  });
  const talk = { tier: at(prize.tiers, 0).id, pairs: null, present: ["评审组长"], reason: "综合意见一致" };
  const deliberated = await desk(officer, moments.locked).selection.recordDeliberation({
    params: { id: proposed.decision.id },
    body: talk,
    ...once(),
  });
  const planned = await planning(cast, { flagged, scored, proposed });
  const drawing = await drawnRounds(cast, at(societies, 7));
  const approved = await approvedRound(cast, at(societies, 7));
  const shown = await shownRound(cast, at(societies, 7));
  const objected = await contested(cast, at(societies, 7));
  const defending = await notified(cast, { society: at(societies, 7), like: scored });
  await tickOf("notices", moments.announced);
  await settle(moments.announced);
  const { version: shownVersion } = await desk(null, moments.announced).notices.getNotice({
    params: { id: shown.notice.id },
  });
  const round = await publishedRound(cast);
  const unpublished = await draftedRound(officer);
  const own = at(societies, 0);
  const draft = await ready(own, round);
  // Its Word form is inspected and read; since then the nominee's institute was written anew.
  const summary = await inspected(at(draft.uploads, 1));
  const rewritten = await desk(own.filler, moments.intake).applications.saveDraft({
    params: { id: draft.application.id, key: "nominee" },
    body: { version: 1, content: { parts: { name: "林清禾", affiliation: "中国测试学会新所" } } },
  });
  const found = await examined(at(societies, 1), round);
  const { version: foundVersion } = await desk(officer, moments.examination).eligibility.getDetermination({
    params: { id: found.application.id },
  });
  const correction = await corrected(cast, at(societies, 2));
  const { application: mending, mended } = correction;
  const judged = await cleared(at(societies, 3), round, cast);
  const judge = await declared(judged.application, cast, 0);
  const asked = at(experts, 1);
  await desk(officer, moments.examination).experts.assignExpert({
    params: { id: judged.application.id },
    body: { expertId: asked.expertId },
    ...once(),
  });
  const attended = await attendedRound(cast, [at(societies, 1), at(societies, 2)]);
  const leaving = await submitted(at(societies, 4), round);
  const returning = await submitted(at(societies, 5), round);
  const disputed = await rejected(at(societies, 9), round, cast);
  const reinstating = await tobeReinstated(at(societies, 10), round, cast);
  const uninvolved = await staffWith("officer");
  const listing = await draftedRound(officer);
  const list = await proposedList(cast, listing, own.code);
  const listed = await draftedRound(officer);
  const { version, listHash } = await proposedList(cast, listed, own.code);
  await desk(second, moments.drafted).rounds.approveRecommendedList({
    params: { id: listed.id },
    body: { version, listHash },
    ...once(),
  });
  const newcomer = at(societies, 6);
  const dispensed = await publishedRound(cast);
  const late = await drafted(own, dispensed);
  const taken = await submitted(at(societies, 1), dispensed);
  const withdrawn = await desk(at(societies, 1).approver, moments.intake).applications.withdrawApplication({
    params: { id: taken.application.id },
    body: { version: taken.application.version, reason: "另有安排" },
    ...once(),
  });
  const { application: usedUp } = await submitted(at(societies, 3), dispensed);
  await transact([applications.overwrite({ ...usedUp, returns: prize.timetable.returns.max })]);
  const extension = await desk(officer, moments.examination).applications.proposeExtension({
    params: { id: dispensed.id },
    body: { category: "platform-failure", evidence: "值班记录", workingDays: 1 },
    ...once(),
  });
  const paper = await onPaper(
    cast,
    [1, 2, 3].map((index) => at(societies, index)),
  );
  const mailed = await mailedRound(
    cast,
    [0, 6, 3, 5, 4].map((index) => at(societies, index)),
  );
  const joint = await jointRound(
    cast,
    [0, 1, 2, 3, 4, 5].map((index) => at(societies, index)),
  );
  const defended = await defendedRounds(cast, at(societies, 7));
  const watched = await overseen(cast, judged);
  const leaver = await staffWith("supervisor");
  const guest = await staffWith("officer");
  const departing = await staffWith("officer");
  const asking = await staffWith("officer");
  const withdrawing = await staffWith("officer");
  const { textVersion, texts } = await desk(null, moments.intake).identity.getConsentText({});
  const read = at(texts, 0);
  const enrolling = await staffWith("supervisor");
  const enrolled = await staffWith("supervisor");
  const { secret } = await desk(enrolled, moments.intake).identity.startTotp({});
  const unreached = await staffWith("supervisor");
  const lost = { letterId: "ltr_lost", since: Instant.parse(moments.intake) };
  await markTrouble(() => people.get({ id: unreached.personId }), "bounced", lost);

  const claimed = await desk(at(societies, 1).filler, moments.intake).rounds.claimSupplier({
    params: { id: found.application.id },
    body: { version: 0, account: "t02", confirmation: "注册成功", registeredOn: "2024-03-04" },
    ...once(),
  });

  const correcting = await desk(officer, moments.intake).rounds.proposeUsccCorrection({
    params: { code: at(societies, 4).code },
    body: {
      ...{ version: 0, from: usccAt(4), to: usccAt(74) },
      ...{ reason: "登记时录入有误", source: "法人登记证书" },
    },
    ...once(),
  });
  const lending = at(societies, 12);
  const lentFor = { from: moments.intake, until: moments.closed, reason: "出差" };
  const lent = await desk(lending.approver, moments.intake).identity.grantDelegation({
    params: { code: lending.code },
    body: { name: "代审人", mail: "deputy.approver@society.example", ...lentFor },
    ...once(),
  });
  const leavingStaff = at(societies, 11);
  const registration = await registering(own.code, { code: "T-20", uscc: usccAt(20) });
  const submittedFiles = usedUp.receipt?.files.map(({ uploadId }) => uploadId) ?? [];
  const pair = { pdfUploadId: at(submittedFiles, 0), wordUploadId: at(submittedFiles, 1) };
  await transact([
    twins.create({
      ...{ ...pair, applicationId: usedUp.id, roundId: dispensed.id, submission: 1, version: 1 },
      ...{ societyCode: usedUp.societyCode, factsHash: usedUp.definitionHash },
      facts: { templateId: null, title: null, names: [], budgetTotalFen: null },
      comparison: { verdict: "doubt", similarity: null, findings: [], passages: [], omitted: 0 },
      comparedAt: Instant.parse(moments.intake),
    }),
  ]);

  const ofRound = { id: round.id };
  const ofDraft = { id: draft.application.id };
  const ofFound = { id: found.application.id };
  const ofJudged = { id: judged.application.id };
  const file = { id: found.application.id, uploadId: at(found.uploads, 0).id };
  const inIntake = moments.intake;
  const [inParts, forgoing, arriving] = [
    await sentInParts(own, draft.application),
    await sentInParts(own, draft.application),
    await sentInParts(own, draft.application),
  ];
  const rightful: Record<string, Rightful> = {
    getHealth: { who: null, at: inIntake },
    getOpenApi: { who: null, at: inIntake },
    requestCode: { who: null, at: inIntake, body: { mail: "nobody@society.example" } },
    signIn: { who: null, at: inIntake, body: { mail: own.filler.mail, code: "000000" } },
    getMe: { who: own.filler, at: inIntake },
    setLanguage: { who: own.filler, at: inIntake, body: { language: "zh-CN" } },
    rotateSession: { who: guest, at: inIntake },
    signOut: { who: departing, at: inIntake },
    grantRole: {
      who: administrator,
      at: inIntake,
      body: { name: "新同事", mail: "new@office.example", roles: ["officer"], language: "zh-CN" },
    },
    revokeRoles: {
      who: administrator,
      at: inIntake,
      params: { id: leaver.personId },
      body: { version: 1, reason: "离岗" },
    },
    listPeople: { who: administrator, at: inIntake, query: { limit: "10" } },
    giveCallBackCode: {
      who: officer,
      at: inIntake,
      params: { id: newcomer.filler.personId },
      body: { phone, reason: "邮件被退回" },
    },
    listCallBacks: { who: supervisor, at: inIntake, query: { limit: "10" } },
    listCalls: { who: officer, at: inIntake, query: { limit: "10" } },
    recordCall: {
      who: officer,
      at: inIntake,
      params: { id: unreached.personId },
      body: { version: 1, outcome: "reached", note: "已告知" },
    },
    replaceContact: {
      who: officer,
      at: inIntake,
      params: { code: leavingStaff.code, role: "filler" },
      body: {
        ...{ leaves: leavingStaff.filler.mail, name: "接任填报人", mail: "successor@society.example" },
        ...{ phone, reason: "人员调动" },
      },
    },
    grantDelegation: {
      who: lending.filler,
      at: inIntake,
      params: { code: lending.code },
      body: { name: "代办人", mail: "deputy@society.example", ...lentFor },
    },
    endDelegation: {
      who: lending.approver,
      at: inIntake,
      params: { code: lending.code, id: lent.id },
      body: { version: lent.version, reason: "提前返回" },
    },
    listDelegations: { who: supervisor, at: inIntake, params: { code: lending.code } },
    getConsentText: { who: null, at: inIntake },
    acceptConsent: {
      who: await signedInBy(asking.mail, { consentVersion: null }),
      at: inIntake,
      body: { textVersion, language: read.language, sha256: read.sha256 },
    },
    withdrawConsent: { who: withdrawing, at: inIntake },
    listConsents: { who: supervisor, at: inIntake, query: { limit: "10" } },
    getSecondWays: { who: own.filler, at: inIntake },
    startTotp: { who: enrolling, at: inIntake },
    confirmTotp: {
      who: enrolled,
      at: inIntake,
      body: { code: totpOf(secret, stepAt(Instant.parse(inIntake)), hmacSha1) },
    },
    removeTotp: { who: enrolling, at: inIntake },
    makeRecoveryCodes: { who: enrolling, at: inIntake },
    inviteSocieties: { who: officer, at: inIntake, params: ofRound, body: { societies: ["T-01"] } },
    listUninvited: { who: supervisor, at: inIntake, params: ofRound },
    listInvitations: { who: supervisor, at: inIntake, params: ofRound },
    createRound: { who: officer, at: moments.drafted, body: { definition: sciencePrize } },
    publishRound: {
      who: second,
      at: moments.drafted,
      params: { id: unpublished.id },
      body: { version: 1, definitionHash: unpublished.definitionHash },
    },
    getRound: { who: own.filler, at: inIntake, params: ofRound },
    getDefinition: { who: judge, at: inIntake, params: ofRound },
    listRounds: { who: supervisor, at: inIntake, query: { limit: "10" } },
    importRegister: {
      who: officer,
      at: moments.drafted,
      body: { csv: only("U-01", register([...codes, "U-01"])), fileName: "more.csv", isDryRun: false },
    },
    ...registrationRoutes(registration, { officer, supervisor }),
    listSocieties: { who: officer, at: inIntake, query: { limit: "10" } },
    getSocietyFacts: { who: supervisor, at: inIntake, params: { code: own.code } },
    proposeUsccCorrection: {
      who: officer,
      at: inIntake,
      params: { code: at(societies, 5).code },
      body: {
        ...{ version: 0, from: usccAt(5), to: usccAt(75) },
        ...{ reason: "登记时录入有误", source: "法人登记证书" },
      },
    },
    decideUsccCorrection: {
      who: second,
      at: inIntake,
      params: { code: correcting.societyCode },
      body: { version: correcting.version, isApproved: true, note: "已核对" },
    },
    getUsccCorrection: { who: supervisor, at: inIntake, params: { code: correcting.societyCode } },
    listUsccCorrections: { who: supervisor, at: inIntake, query: { limit: "10" } },
    getSupplierStatus: { who: own.filler, at: inIntake, params: ofDraft },
    claimSupplier: {
      who: own.approver,
      at: inIntake,
      params: ofDraft,
      body: { version: 0, account: "t01", confirmation: "注册成功", registeredOn: "2024-03-04" },
    },
    listSupplierClaims: { who: supervisor, at: inIntake, query: { limit: "10" } },
    listUnregistered: { who: supervisor, at: inIntake, params: ofRound, query: { limit: "10" } },
    decideSupplierClaim: {
      who: officer,
      at: inIntake,
      params: { code: claimed.societyCode },
      body: { version: claimed.version, isConfirmed: true, reason: "与平台一致" },
    },
    importSuppliers: {
      who: officer,
      at: inIntake,
      body: { csv: supplierList([8]), fileName: "suppliers.csv", isDryRun: false },
    },
    proposeRecommendedList: {
      who: officer,
      at: moments.drafted,
      params: { id: unpublished.id },
      body: listOf(own.code),
    },
    importRecommendedList: {
      who: officer,
      at: moments.drafted,
      params: { id: unpublished.id },
      body: {
        csv: `学会编码,统一社会信用代码,依据\n${own.code},${usccOf(own.code)},公开数据`,
        ...{ fileName: "附件1.csv", isDryRun: false },
      },
    },
    approveRecommendedList: {
      who: second,
      at: moments.drafted,
      params: { id: listing.id },
      body: { version: list.version, listHash: list.listHash },
    },
    getRecommendedList: { who: supervisor, at: moments.drafted, params: { id: listing.id } },
    getOwnRecommendation: { who: own.filler, at: inIntake, params: { id: listed.id } },
    openDraft: { who: newcomer.filler, at: inIntake, body: { roundId: round.id } },
    saveDraft: {
      who: own.filler,
      at: inIntake,
      params: { ...ofDraft, key: "citation" },
      body: { version: 0, content: { parts: { text: "为人类认识自然开辟了新路。" } } },
    },
    getApplication: { who: own.approver, at: inIntake, params: ofDraft },
    listApplications: { who: officer, at: inIntake, params: { roundId: round.id }, query: { limit: "10" } },
    listOwnApplications: { who: own.filler, at: inIntake },
    getForm: { who: own.filler, at: inIntake, params: ofDraft },
    checkDraft: { who: own.filler, at: inIntake, params: ofDraft },
    listDifferences: { who: own.approver, at: inIntake, params: { ...ofDraft, uploadId: summary.id } },
    takeDifference: {
      who: own.filler,
      at: inIntake,
      params: { ...ofDraft, uploadId: summary.id },
      body: { key: "nominee.affiliation", version: rewritten.version },
    },
    getAgreement: { who: supervisor, at: inIntake, params: ofDraft },
    ...mailedRequests(mailed, cast),
    ...jointRequests(joint),
    ...defenceRequests(defended, cast),
    submitApplication: { who: own.approver, at: inIntake, ...submission(draft) },
    withdrawApplication: {
      who: at(societies, 4).approver,
      at: inIntake,
      params: { id: leaving.application.id },
      body: { version: leaving.application.version, reason: "另有安排" },
    },
    returnApplication: {
      who: officer,
      at: inIntake,
      params: { id: returning.application.id },
      body: { version: returning.application.version, items: [{ item: "成果介绍", reason: "请补充出处" }] },
    },
    restoreApplication: {
      who: at(societies, 1).approver,
      at: inIntake,
      params: { id: withdrawn.id },
      body: { version: withdrawn.version },
    },
    proposeLatePass: {
      who: officer,
      at: moments.examination,
      params: { id: late.id },
      body: {
        ...{ version: late.version, category: "office-error", evidence: "通知发错地址" },
        until: "2024-04-03T09:00:00.000Z",
      },
    },
    proposeExtension: {
      who: officer,
      at: moments.examination,
      params: { id: dispensed.id },
      body: { category: "force-majeure", evidence: "地震", workingDays: 1 },
    },
    proposeFurtherReturn: {
      who: officer,
      at: moments.examination,
      params: { id: usedUp.id },
      body: {
        ...{ version: usedUp.version, evidence: "合计仍不一致" },
        items: [{ item: "成果介绍", reason: "请补充出处" }],
      },
    },
    decideDispensation: {
      who: second,
      at: moments.examination,
      params: { id: extension.id },
      body: { version: extension.version, isGranted: false, reason: "故障未影响提交" },
    },
    listDispensations: {
      who: supervisor,
      at: inIntake,
      params: { id: dispensed.id },
      query: { limit: "10" },
    },
    listMovedDeadlines: { who: null, at: inIntake, params: { id: dispensed.id } },
    correctFile: {
      who: at(societies, 2).approver,
      at: inIntake,
      params: { id: mending.id },
      body: { version: mending.version, kind: "dossier", uploadId: mended.id },
    },
    presignUpload: {
      who: own.filler,
      at: inIntake,
      params: ofDraft,
      body: { kind: "dossier", name: "成果.pdf", bytes: 1000, sha256: "0".repeat(64) },
    },
    presignSupplierProof: {
      who: own.filler,
      at: inIntake,
      params: ofDraft,
      body: { format: "png", name: "注册成功.png", bytes: 1000, sha256: "0".repeat(64) },
    },
    beginParts: {
      who: own.filler,
      at: inIntake,
      params: ofDraft,
      body: { kind: "dossier", name: "成果.pdf", bytes: 1000, sha256: "0".repeat(64) },
    },
    signPart: {
      who: own.filler,
      at: inIntake,
      params: { ...inParts, number: "1" },
      body: { sha256: "0".repeat(64) },
    },
    completeParts: { who: own.approver, at: inIntake, params: arriving },
    abortParts: { who: own.filler, at: inIntake, params: forgoing },
    getUpload: { who: at(societies, 1).filler, at: inIntake, params: file },
    listUploads: { who: at(societies, 1).filler, at: inIntake, params: ofFound },
    listTwinDoubts: { who: supervisor, at: inIntake, params: { roundId: round.id }, query: { limit: "10" } },
    signDownload: { who: at(societies, 1).approver, at: inIntake, params: file },
    announceParcel: {
      who: paper.sender.filler,
      at: inIntake,
      params: { id: paper.sent.id },
      body: { ...parcel, courierNumber: "EMS2", sets: [3] },
    },
    cancelParcel: {
      who: paper.sender.approver,
      at: inIntake,
      params: { id: paper.sent.id, parcelId: paper.parcelId },
    },
    getPaper: { who: paper.sender.filler, at: inIntake, params: { id: paper.sent.id } },
    getCoverSheets: {
      who: paper.sender.filler,
      at: inIntake,
      params: { id: paper.sent.id },
      query: { set: "1" },
    },
    bookSets: {
      who: officer,
      at: inIntake,
      params: { id: paper.sent.id },
      body: { arrivedOn: "2024-03-05", sets: [{ number: 3, checkCode: paper.sent.checkCode }] },
    },
    correctSet: {
      who: officer,
      at: moments.examination,
      params: { id: paper.called.id },
      body: { version: 3, number: 1, becomes: null, reason: "登记错份号" },
    },
    decideShortage: {
      who: officer,
      at: moments.examination,
      params: { id: paper.unsent.id },
      body: { version: 2, outcome: "waived", reason: "邮路中断" },
    },
    listShortages: {
      who: supervisor,
      at: moments.examination,
      params: { roundId: paper.round.id },
      query: { limit: "10" },
    },
    recordSealLook: {
      who: officer,
      at: inIntake,
      params: file,
      body: { outcome: "seen", version: 0, pages: [1], note: null },
    },
    recordTwinLook: {
      who: officer,
      at: inIntake,
      params: { id: usedUp.id, uploadId: pair.pdfUploadId },
      body: { outcome: "harmless", version: 0, note: "仅排版不同" },
    },
    listSeals: { who: officer, at: inIntake, params: { roundId: round.id }, query: { limit: "10" } },
    getDetermination: { who: officer, at: moments.examination, params: ofFound },
    listDeterminations: {
      who: officer,
      at: moments.examination,
      params: { roundId: round.id },
      query: { limit: "10" },
    },
    determineEligibility: {
      who: officer,
      at: moments.examination,
      params: ofFound,
      body: { version: foundVersion, decision: "cleared", reason: "符合条件" },
    },
    getOwnDetermination: { who: at(societies, 1).filler, at: moments.examination, params: ofFound },
    dryRunEligibility: {
      who: supervisor,
      at: moments.drafted,
      params: { roundId: round.id },
      query: { limit: "10" },
    },
    listSecondLooks: {
      who: officer,
      at: moments.examination,
      params: { roundId: round.id },
      query: { limit: "10" },
    },
    settleSecondLook: {
      who: officer,
      at: moments.examination,
      params: { id: disputed.application.id },
      body: { version: 1, decision: "stands", reason: "已复核" },
    },
    lodgeAppeal: {
      who: disputed.society.approver,
      at: moments.examination,
      params: { id: disputed.application.id },
      body: { disqualifier: "misconduct", grounds: "处罚已撤销", evidenceUploadId: null },
    },
    listOwnAppeals: {
      who: disputed.society.filler,
      at: moments.examination,
      params: { id: disputed.application.id },
    },
    listAppeals: {
      who: officer,
      at: moments.examination,
      params: { roundId: round.id },
      query: { limit: "10" },
    },
    answerAppeal: {
      who: uninvolved,
      at: moments.examination,
      params: { id: disputed.application.id },
      body: {
        disqualifier: disputed.appeal.disqualifier,
        version: 1,
        decision: "dismissed",
        reason: "经核对",
      },
    },
    getReinstatement: {
      who: supervisor,
      at: moments.examination,
      params: { id: reinstating.application.id },
    },
    proposeReinstatement: {
      who: officer,
      at: moments.examination,
      params: { id: disputed.application.id },
      body: { determinationVersion: disputed.determination.version, reason: "事实已更正" },
    },
    decideReinstatement: {
      who: second,
      at: moments.examination,
      params: { id: reinstating.application.id },
      body: { version: 1, decision: "confirmed", reason: "依据充分" },
    },
    importExperts: {
      who: officer,
      at: moments.drafted,
      body: {
        experts: [
          {
            name: "新专家",
            mail: "new.expert@science.example",
            institution: "某研究所",
            fields: ["物理"],
            ties: [{ kind: "member", societyCode: "T-01", until: null, note: "普通会员" }],
          },
        ],
      },
    },
    listExperts: { who: supervisor, at: inIntake, query: { limit: "10" } },
    ...drawingRequests(drawing, cast),
    ...planningRequests(planned, cast, { round, judged: judged.application }),
    assignExpert: {
      who: officer,
      at: moments.examination,
      params: ofJudged,
      body: { expertId: at(experts, 2).expertId },
    },
    declareInterests: {
      who: asked.signed,
      at: moments.examination,
      params: ofJudged,
      body: { conflict: "tie", kind: "joint-work", note: "曾合作发表论文" },
    },
    listOwnAssignments: { who: judge, at: moments.examination, query: { limit: "10" } },
    listAssignments: { who: officer, at: moments.examination, params: ofJudged },
    getReviewed: { who: judge, at: moments.review, params: ofJudged },
    saveSheet: {
      who: at(experts, 0).signed,
      at: moments.review,
      params: { id: scored.application.id },
      query: { stage: "written" },
      body: { version: 1, content: { scores: { originality: "8.5" }, opinion: "" } },
    },
    submitSheet: {
      who: judge,
      at: moments.review,
      params: ofJudged,
      query: { stage: "written" },
      body: { version: 0, content: { scores, opinion: "同意推荐" }, reason: null },
    },
    listSheets: { who: supervisor, at: moments.locked, params: ofJudged },
    signCorrection: {
      who: at(experts, 0).signed,
      at: moments.locked,
      params: { id: flagged.application.id },
      query: { stage: "written" },
      body: { version: 1, ...rescored },
    },
    concludeCorrection: {
      who: second,
      at: moments.locked,
      params: { id: flagged.application.id, correctionId: signed.id },
      body: { version: 1, conclusion: "countersigned", remark: "与原始评分表一致" },
    },
    listCorrections: {
      who: supervisor,
      at: moments.locked,
      params: { id: flagged.round.id },
      query: { limit: "10" },
    },
    ...attendanceRequests(attended, { officer, supervisor }),
    listReviewProgress: {
      who: supervisor,
      at: moments.review,
      params: { id: scored.round.id },
      query: { limit: "10" },
    },
    proposeDecision: { who: officer, at: moments.locked, params: { id: scored.round.id } },
    approveDecision: {
      who: second,
      at: moments.locked,
      params: { id: proposed.decision.id },
      body: { version: 1, decisionHash: proposed.decision.decisionHash },
    },
    previewRanking: { who: officer, at: moments.locked, params: { id: flagged.round.id } },
    proposeOmission: {
      who: officer,
      at: moments.locked,
      params: { id: flagged.round.id },
      body: { ...doubted, expertId: at(experts, 0).expertId },
    },
    concludeOmission: {
      who: second,
      at: moments.locked,
      params: { id: flagged.round.id, omissionId: leftOut.id },
      body: { version: 1, conclusion: "approved", remark: "同意" },
    },
    listOmissions: { who: supervisor, at: moments.locked, params: { id: flagged.round.id } },
    recordDeliberation: {
      who: officer,
      at: moments.locked,
      params: { id: proposed.decision.id },
      body: talk,
    },
    concludeDeliberation: {
      who: second,
      at: moments.locked,
      params: { id: proposed.decision.id, deliberationId: deliberated.id },
      body: { version: 1, conclusion: "confirmed", remark: "与会议记录一致" },
    },
    listDeliberations: { who: supervisor, at: moments.locked, params: { id: proposed.decision.id } },
    getDecision: { who: supervisor, at: moments.locked, params: { id: proposed.decision.id } },
    listDecisions: { who: officer, at: moments.locked, params: { id: proposed.round.id } },
    publishNotice: {
      who: officer,
      at: moments.locked,
      params: { id: approved.round.id },
      body: named(approved.decision),
    },
    announceResult: {
      who: officer,
      at: moments.announced,
      params: { id: shown.notice.id },
      body: { version: shownVersion },
    },
    getNotice: { who: null, at: moments.locked, params: { id: shown.notice.id } },
    getNoticeDocument: { who: null, at: moments.locked, params: { id: shown.notice.id } },
    listNotices: { who: null, at: moments.locked, params: { id: shown.round.id } },
    ...objectionRoutes(objected, cast),
    ...noticeOfDefenceRequests(defending, cast),
    ...(await oversightRequests(watched, { cast, supervisor, free: at(societies, 12).code })),
    listLetters: { who: officer, at: moments.locked, params: { id: shown.round.id }, query: { limit: "10" } },
  };
  const byRole: Record<Role, Signed> = {
    filler: own.filler,
    approver: own.approver,
    officer,
    supervisor,
    expert: judge,
    administrator,
  };
  /** People of the same roles who have no part in the records above. */
  const strangers: Partial<Record<Role, Signed>> = {
    filler: at(societies, 8).filler,
    approver: at(societies, 8).approver,
    expert: at(experts, 3).signed,
  };
  const awaited = await desk(own.filler, inIntake).uploads.presignUpload({
    params: ofDraft,
    body: { kind: "dossier", name: "从未上传.pdf", bytes: 1000, sha256: "0".repeat(64) },
    ...once(),
  });
  const { notice } = shown;
  /** Things that a test may put into any state. */
  const subjects = {
    mending,
    mended,
    wrong: correction.wrong,
    summary: correction.summary,
    mender: at(societies, 2),
    found: found.application,
    judged: judged.application,
    rejected: disputed,
    list,
    correcting,
    judge: at(experts, 0),
    proposed: proposed.decision,
    deliberated,
    leftOut,
    signed,
    planned,
    shown: notice,
    unpublished,
    extension,
    claimed,
    registration,
    awaited: awaited.upload,
    landedFile: mended,
    called: paper.called,
    calledCode: paper.calledCode,
  };
  const others = {
    mailed,
    joint,
    uninvolved,
    contested: objected,
    defended,
    defending,
    drawing,
    attended,
    overseen: watched,
  };
  return { cast, rightful, byRole, strangers, subjects, ...others };
}

export type World = Awaited<ReturnType<typeof openWorld>>;
