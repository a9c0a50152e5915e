import type { TwinLookOutcome } from "../../shared/contract/twin-looks.ts";
import { allOf, newKey } from "./caller.ts";
import { type OpenRound, officersOf, type Play } from "./play.ts";

/** The one pair of the round whose texts differ. */
async function doubtOf(play: Play, { roundId }: OpenRound) {
  const { first } = await officersOf(play);
  const doubts = await allOf((query) => first.uploads.listTwinDoubts({ params: { roundId }, query }));
  const doubt = doubts.find(({ comparison }) => comparison.verdict === "doubt");
  if (!doubt) throw new Error("no pair is in doubt");
  return doubt;
}

/** An officer compares both files by eye, and everybody who hears of it does his part. */
async function look(play: Play, round: OpenRound, outcome: TwinLookOutcome): Promise<void> {
  const { first } = await officersOf(play);
  const { applicationId: id, pdfUploadId: uploadId, standing } = await doubtOf(play, round);
  const body = { version: standing.version, outcome, note: "逐页对照（演示）" };
  await first.uploads.recordTwinLook({ key: newKey(), params: { id, uploadId }, body });
  await play.local.idle();
}

const proposalOf = async (play: Play, round: OpenRound) => {
  const { first } = await officersOf(play);
  const { applicationId: id } = await doubtOf(play, round);
  const { proposal, findings } = await first.eligibility.getDetermination({ params: { id } });
  const open = findings.filter(({ outcome }) => outcome !== "pass").map(({ disqualifier }) => disqualifier);
  return [proposal, ...open];
};

/** Before the determination: a pair that differs needs a person, who finds that it does not matter. */
export async function playTwinLook(play: Play, round: OpenRound): Promise<void> {
  const { checks } = play;
  const wanted = ["needs-evidence", "agreement"];
  checks.equal(
    "a PDF of another text needs a person and fails nobody",
    await proposalOf(play, round),
    wanted,
  );
  await look(play, round, "harmless");
  checks.equal("what a person settled is examined again", await proposalOf(play, round), ["pass"]);
}

/** After it: who looks again and says otherwise opens a second look, and closes it by taking it back. */
export async function playLateTwinLook(play: Play, round: OpenRound): Promise<void> {
  const { checks } = play;
  const { first } = await officersOf(play);
  const { applicationId } = await doubtOf(play, round);
  const isAsked = async () => {
    const { roundId } = round;
    const asked = await allOf((query) => first.eligibility.listSecondLooks({ params: { roundId }, query }));
    return asked.some((one) => one.applicationId === applicationId);
  };
  await look(play, round, "differs");
  checks.equal("a doubt after the determination asks officers to look again", await isAsked(), true);
  await look(play, round, "harmless");
  checks.equal("and lapses with the doubt", await isAsked(), false);
}
