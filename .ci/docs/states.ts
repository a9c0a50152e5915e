import type { Lifecycle } from "../../shared/kernel/lifecycle.ts";
import { machines } from "./declared.ts";
import { both, code, codes, page, table } from "./markdown.ts";

/** The machine as a picture: states by both names, acts on the arrows. */
function diagram({ states, initial, begins, transitions }: Lifecycle): string {
  const leaves = new Set(
    transitions.filter(({ from, to }) => from.some((one) => one !== to)).flatMap(({ from }) => from),
  );
  return [
    "```mermaid",
    "stateDiagram-v2",
    ...Object.entries(states).map(([state, { zh, en }]) => `  state "${zh} ${en}" as ${state}`),
    `  [*] --> ${initial}: ${begins.act}`,
    ...transitions.flatMap(({ act, from, to }) => from.map((state) => `  ${state} --> ${to}: ${act}`)),
    ...Object.keys(states)
      .filter((state) => !leaves.has(state))
      .map((state) => `  ${state} --> [*]`),
    "```",
  ].join("\n");
}

function lines({ initial, begins, transitions }: Lifecycle): string {
  const row = (one: Lifecycle["begins"], from: readonly string[], to: string) => [
    code(one.act),
    from.length === 0 ? "-" : codes(from),
    code(to),
    one.who.join(", "),
    both(one.guard),
    one.event === null ? "-" : code(one.event),
  ];
  return table(
    ["Act", "From", "To", "Who", "条件 / Guard", "Event"],
    [row(begins, [], initial), ...transitions.map((one) => row(one, one.from, one.to))],
  );
}

/** docs/states.md */
export const statesPage = async () =>
  page(
    "状态 / States",
    "Every state machine, as `functions/*/lifecycle.ts` declares it. An act that a state does not have is refused with `wrong-state`, a person without the role with `forbidden`; the table's `from` is also the condition of the write, so that no illegal state is ever stored. `system` is a date that passed or an event that was heard.",
    (await machines()).map(
      ({ service, machine }) =>
        `## ${machine.name.zh} ${machine.name.en}\n\nOwned by ${code(service)}.\n\n${diagram(machine)}\n\n${lines(machine)}`,
    ),
  );
