import { allOf, type Caller, newKey, refusalOf } from "./caller.ts";
import { type OpenRound, officersOf, type Play } from "./play.ts";

/** What an expert has to judge, by society: the order of ids is not the same in every run. */
export const ownPairs = async (caller: Caller) =>
  (await allOf((query) => caller.experts.listOwnAssignments({ query }))).toSorted((a, b) =>
    a.societyCode < b.societyCode ? -1 : 1,
  );

/** How far all panels are together, as the office reads it: numbers of sheets of the written review. */
export async function progressOf(officer: Caller, { roundId: id }: OpenRound) {
  const panels = await allOf((query) => officer.reviews.listReviewProgress({ params: { id }, query }));
  const written = panels.flatMap(({ stages }) => stages.filter(({ stage }) => stage === "written"));
  const sum = (of: "asked" | "submitted") => written.reduce((total, one) => total + one[of], 0);
  return { panels: panels.length, asked: sum("asked"), submitted: sum("submitted") };
}

/** After the lock an expert finds a slip of the pen: it is mended by two signatures, and what stood there is kept. */
export async function playCorrection(play: Play, mail: string, round: OpenRound): Promise<void> {
  const { local, checks } = play;
  const { second: officer } = await officersOf(play);
  const caller = await local.staysIn(mail);
  const [pair] = await ownPairs(caller);
  if (!pair) return;
  const params = { id: pair.applicationId };
  const { sheet } = await caller.reviews.getReviewed({ params });
  const [first] = sheet?.history ?? [];
  if (!sheet?.submitted || !first) return;
  // It was amended once: what was first submitted was right.
  const { scores, opinion } = first;
  const body = {
    version: sheet.version,
    content: { scores, opinion },
    reason: "与手写评分表核对，此前更正时看错一行（演示）",
  };
  const query = { stage: "written" as const };
  const signed = await caller.reviews.signCorrection({ key: newKey(), params, query, body });
  const concluding = { params: { ...params, correctionId: signed.id } };
  checks.equal(
    "an expert does not countersign a correction",
    await refusalOf(
      caller.reviews.concludeCorrection({
        key: newKey(),
        ...concluding,
        body: { version: 1, conclusion: "countersigned", remark: "同意" },
      }),
    ),
    "forbidden",
  );
  await officer.reviews.concludeCorrection({
    key: newKey(),
    ...concluding,
    body: { version: 1, conclusion: "countersigned", remark: "与手写评分表一致（演示）" },
  });
  const mended = (await caller.reviews.getReviewed({ params })).sheet;
  checks.equal(
    "a correction after the lock has two signatures, and keeps what was there",
    [mended?.submitted?.sha256, mended?.history.at(-1)?.sha256],
    [signed.sha256, sheet.submitted.sha256],
  );
  const { items } = await officer.reviews.listCorrections({ params: { id: round.roundId }, query: {} });
  checks.equal("and is listed for those who supervise", items.length, 1);
}
