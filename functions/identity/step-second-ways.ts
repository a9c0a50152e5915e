import type { Write } from "../../shared/store/entity.ts";
import { type SecondWays, secondWays } from "./records.ts";
import { noSecondWays } from "./second-ways.ts";

/** The second ways of an address as they are kept; none yet have version 0. */
export const waysOf = async (mail: SecondWays["mail"]): Promise<SecondWays> =>
  (await secondWays.get({ mail })) ?? noSecondWays(mail);

export const keptWays = (next: SecondWays): Write =>
  next.version === 1 ? secondWays.create(next) : secondWays.replace(next);
