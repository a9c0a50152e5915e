import { glasses, ties } from "../../functions/oversight/records.ts";
import type { GlassState, TieState } from "../../shared/contract/recusal-record.ts";
import { moments } from "./round.ts";
import type { PeoplesAct, Subject } from "./states-people.ts";
import type { World } from "./world.ts";

/** What the office does with its ties and with glasses. */
export function oversightActs({ cast: { officer, second }, overseen }: World): PeoplesAct[] {
  const { application, leaving, tie, glass } = overseen;
  const at = moments.review;
  const bond: Subject = {
    machine: "Tie of the office",
    put: (state, version) => [ties.overwrite({ ...tie, state: state as TieState, version })],
    held: () => ties.get(tie),
  };
  const words = { societyCode: tie.societyCode, kind: tie.kind };
  const params = { id: tie.personId, code: tie.societyCode };
  const pane: Subject = {
    machine: "Breaking the glass",
    put: (state, version) => [glasses.overwrite({ ...glass, state: state as GlassState, version })],
    held: () => glasses.get(glass),
  };
  const decide = (decision: "opened" | "refused"): PeoplesAct => ({
    ...pane,
    acts: [decision === "opened" ? "open" : "refuse"],
    route: "decideGlass",
    request: (version) => ({
      who: second,
      at,
      params: { id: application.id, glassId: glass.id },
      body: { version, decision, remark: "已核实" },
    }),
    broken: { by: { who: officer }, told: "second-person-required" },
  });
  return [
    {
      ...bond,
      acts: ["declare"],
      route: "declareTie",
      request: () => ({ who: leaving, at, body: { ...words, note: "再次任职" } }),
      refused: () => "already-exists",
      broken: {
        by: { body: { ...words, note: "身份证11010519491231002X" } },
        told: "identity-data-not-taken",
      },
    },
    {
      ...bond,
      acts: ["end"],
      route: "endTie",
      request: (version) => ({ who: officer, at, params, body: { version, reason: "已届满离任" } }),
      broken: {
        by: { body: { version: 1, reason: "身份证11010519491231002X" } },
        told: "identity-data-not-taken",
      },
    },
    decide("opened"),
    decide("refused"),
  ];
}
