import { Problem } from "../contract/problems.ts";

/** Who loses so many races in a row is told. */
const tries = 6;

/** Does an act again, from its reads on, when another's write came between its reading and its writing. */
export async function again<T>(act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act();
    } catch (cause) {
      const isRace = cause instanceof Problem && cause.code === "version-conflict";
      if (!isRace || attempt >= tries) throw cause;
    }
  }
}
