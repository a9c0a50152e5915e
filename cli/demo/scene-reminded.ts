import { allOf } from "./caller.ts";
import { type Judge, judge, type Scoring } from "./judge.ts";
import type { Panel } from "./panels.ts";
import { type OpenRound, officersOf, type Play } from "./play.ts";

/** A sheet that its expert leaves until the reminder comes. */
interface Left {
  expert: Judge;
  /** The pair, and all others. */
  away: ReadonlySet<string>;
  others: ReadonlySet<string>;
}

/** The last of the experts leaves the last of his or her sheets lying. */
export function leftUntilReminded(panels: readonly Panel[], judges: readonly Judge[]): Left {
  const expert = judges.at(-1);
  const own = panels.filter(({ experts }) => expert && experts.includes(expert.id));
  const last = own.at(-1);
  if (!expert || !last) throw new Error("nobody has a sheet to leave lying");
  const pairOf = ({ applicationId }: Panel) => `${applicationId}#${expert.id}`;
  return { expert, away: new Set([pairOf(last)]), others: new Set(own.slice(0, -1).map(pairOf)) };
}

/** Two days before the end whoever still owes a sheet is reminded, and nobody else; the sheet comes. Gives how many came. */
export async function submitReminded(
  play: Play,
  { roundId }: OpenRound,
  { left, seenBy }: { left: Left } & Pick<Scoring, "seenBy">,
): Promise<number> {
  const { local, checks } = play;
  await local.idle();
  const { first } = await officersOf(play);
  const letters = await allOf((query) => first.notifications.listLetters({ params: { id: roundId }, query }));
  const reminded = letters.filter(({ template }) => template === "reminder-review");
  const subjects = await local.subjectsTo(left.expert.mail);
  checks.equal(
    "who owes a sheet two days before the end is reminded, and nobody else",
    [reminded.length, subjects.some((subject) => subject.includes("还有 1 份申报待评分"))],
    [1, true],
  );
  const told = { stage: "written" as const, tick: () => undefined, away: left.others, seenBy };
  const came = await judge(play, left.expert, told);
  checks.equal("and the sheet comes in time", came, 1);
  return came;
}
