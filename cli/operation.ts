/** Why arguments can't be followed. */
interface Refused {
  refused: string;
}

const isRefused = (wishes: object): wishes is Refused => "refused" in wishes;

/**
 * A command that reaches into a stage. Exit 0: done. Exit 1: not all was done, or it could not be begun. Exit 2: wrong
 * usage.
 */
export function operation<W extends object>({
  wishesOf,
  act,
  ...described
}: {
  name: string;
  summary: string;
  usage: string;
  wishesOf: (args: readonly string[]) => W | Refused;
  act: (wishes: W) => Promise<number>;
}) {
  return {
    ...described,
    async run(args: readonly string[]): Promise<number> {
      if (args.some((one) => one === "--help" || one === "-h")) {
        console.log(described.usage);
        return 0;
      }
      const wishes = wishesOf(args);
      if (isRefused(wishes)) {
        console.error(`${wishes.refused}\n\n${described.usage}`);
        return 2;
      }
      try {
        return await act(wishes);
      } catch (cause) {
        console.error(`未能完成 / could not be done: ${cause instanceof Error ? cause.message : cause}`);
        return 1;
      }
    },
  };
}
