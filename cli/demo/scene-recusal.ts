import { createHash } from "node:crypto";
import type { ApplicationId } from "../../shared/kernel/ids.ts";
import { allOf, type Caller, newKey, refusalOf } from "./caller.ts";
import { type OpenRound, officersOf, type Play, staff } from "./play.ts";

/** Every service's own view of one application, as an officer has it. */
const viewsOf = (officer: Caller, id: ApplicationId) => {
  const params = { id };
  return [
    officer.applications.getApplication({ params }),
    officer.uploads.listUploads({ params }),
    officer.paper.getPaper({ params }),
    officer.eligibility.getDetermination({ params }),
    officer.experts.listAssignments({ params }),
    officer.reviews.listSheets({ params }),
    officer.rounds.getSupplierStatus({ params }),
  ];
};

/** The applications that an officer finds in the lists of a round. */
async function foundBy(officer: Caller, { roundId }: OpenRound): Promise<Set<string>> {
  const params = { id: roundId };
  const lists = await Promise.all([
    allOf((query) => officer.applications.listApplications({ params: { roundId }, query })),
    allOf((query) => officer.eligibility.listDeterminations({ params: { roundId }, query })),
    allOf((query) => officer.objections.listObjections({ params, query })),
  ]);
  const { defenders } = await officer.defence.listDefenders({ params });
  const ofAny = [...lists.flat(), ...defenders].map((one) =>
    "applicationId" in one ? one.applicationId : one.id,
  );
  return new Set(ofAny);
}

/** An expert who judged it, signed in. */
async function judgeOf({ local }: Play, officer: Caller, id: ApplicationId): Promise<Caller> {
  const { items } = await officer.experts.listAssignments({ params: { id } });
  const pool = await allOf((query) => officer.experts.listExperts({ query }));
  const standing = items.find(({ state }) => state === "DECLARED");
  const expert = pool.find((one) => one.id === standing?.expertId);
  if (!expert) throw new Error("nobody judged the application");
  return local.signIn(expert.mail);
}

/** Copies that an officer takes out bear a mark, and a supervisor reads which left, with the hash of each. */
async function checkExports({ local, checks }: Play, officer: Caller, id: ApplicationId): Promise<void> {
  const supervisor = await local.signIn(staff.supervisor);
  const params = { id };
  const before = (await supervisor.oversight.listExports({ query: {} })).items.length;
  const form = await officer.applications.getForm({ params });
  const sheets = await officer.paper.getCoverSheets({ params, query: {} });
  const { items } = await supervisor.oversight.listExports({ query: {} });
  checks.equal(
    "each export is logged with the hash of its very bytes, the newest first",
    [items.length - before, ...items.slice(0, 2).map(({ sha256 }) => sha256)],
    [2, ...[sheets, form].map((bytes) => createHash("sha256").update(bytes).digest("hex"))],
  );
  checks.equal(
    "and says on itself which export it is",
    Buffer.from(sheets)
      .toString("utf8")
      .includes(items[0]?.id ?? "?"),
    true,
  );
}

/**
 * An officer declares a tie to a society whose award was objected to, and its application is gone for that officer. Two
 * others break the glass: it is there again for a day, and the panel and the supervisors see each look at it.
 */
export async function playRecusal(play: Play, round: OpenRound): Promise<void> {
  const { local, checks } = play;
  const [, , , fourth] = staff.officers;
  const { first, second } = await officersOf(play);
  const tied = await local.staysIn(fourth);
  const supervisor = await local.signIn(staff.supervisor);
  const params = { id: round.roundId };
  const [objection] = (await first.objections.listObjections({ params, query: {} })).items;
  if (!objection) throw new Error("there is no objection");
  const { applicationId: id, societyCode } = objection;
  const before = await foundBy(tied, round);
  await tied.oversight.declareTie({
    key: newKey(),
    body: { societyCode, kind: "office-holder", note: "新近当选该学会理事（演示）。" },
  });
  const after = await foundBy(tied, round);
  checks.equal(
    "who declares a tie finds the application in no list any more, and every other in all",
    [before.has(id), after.has(id), before.size - after.size],
    [true, false, 1],
  );
  const refusals = new Set(await Promise.all(viewsOf(tied, id).map(refusalOf)));
  checks.equal("and no service answers anything of it", [...refusals], ["not-found"]);
  checks.equal(
    "who stands aside takes no part in the whole list",
    await refusalOf(tied.selection.previewRanking({ params })),
    "recused",
  );
  const { id: personId } = await tied.identity.getMe({});
  const glass = await first.oversight.askGlass({
    key: newKey(),
    params: { id },
    body: { personId, reason: "异议材料由其经办，须由其交接（演示）。" },
  });
  const decision = (caller: Caller) =>
    caller.oversight.decideGlass({
      key: newKey(),
      params: { id, glassId: glass.id },
      body: { version: glass.version, decision: "opened", remark: "同意交接（演示）。" },
    });
  checks.equal(
    "who asks for a glass does not break it",
    await refusalOf(decision(first)),
    "second-person-required",
  );
  await decision(second);
  await Promise.all(viewsOf(tied, id));
  checks.equal("with the glass broken it is there again", (await foundBy(tied, round)).has(id), true);
  const judge = await judgeOf(play, first, id);
  const shown = await Promise.all(
    [supervisor, judge].map((caller) => caller.oversight.listGlasses({ params: { id } })),
  );
  checks.equal(
    "the supervisor and the panel see that it was opened, and each use of it",
    shown.map(({ items }) => items.map(({ state, uses }) => [state, uses.length])),
    [[["OPEN", 11]], [["OPEN", 11]]],
  );
  const ties = await supervisor.oversight.listTies({ query: {} });
  const glasses = await supervisor.oversight.listRoundGlasses({ params, query: {} });
  const own = await tied.oversight.listOwnTies({});
  checks.equal(
    "the register of ties and the list of glasses hold them",
    [ties.items.length, glasses.items.length, own.glasses.length],
    [1, 1, 1],
  );
  await checkExports(play, first, id);
}
