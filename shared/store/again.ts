import { isLostRace, Problem } from "../contract/problems.ts";

/** Who loses so many races in a row is told. */
const tries = 6;

/**
 * Does an act again, from its reads on, when another's write came between its reading and its writing. Attempts count
 * from 1: the first may go by what its caller has just read or written.
 * @throws Problem unavailable when that goes on
 */
export async function again<T>(act: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act(attempt);
    } catch (cause) {
      if (!isLostRace(cause)) throw cause;
      if (attempt >= tries) throw new Problem("unavailable");
    }
  }
}
