import type { Docket } from "../../shared/contract/objections.ts";
import type { RoundId } from "../../shared/kernel/ids.ts";
import type { Write } from "../../shared/store/entity.ts";
import { dockets } from "../../shared/store/published/dockets.ts";
import { emptyDocket } from "./docket.ts";

/** A round's docket, read consistently; an empty one that is not stored yet has version 0. */
export const docketOf = async (roundId: RoundId): Promise<Docket> =>
  (await dockets.get({ roundId })) ?? emptyDocket(roundId);

/** The write of the next version: of two at once, one reads anew. */
export const keptDocket = (next: Docket): Write =>
  next.version === 1 ? dockets.create(next) : dockets.replace(next);
