import type { Registration } from "../../shared/contract/registrations.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { again } from "../../shared/store/again.ts";
import { transact } from "../../shared/store/commit.ts";
import { countOneMore, forgottenAt, limitKey, windowOf } from "../../shared/store/counter.ts";
import { registrationCodes } from "./records.ts";
import { askWindowSeconds } from "./registration.ts";

/** A code is only good for the request that it was mailed for. */
export const hashOfProof = (id: Registration["id"], code: string): string =>
  sha256Of(`registration\n${id}\n${code}`);

/** Counts this asking; gives how often its subject (an address or a source) asked in the window. */
export const countedAsk = (subject: string, now: Instant): Promise<number> =>
  countOneMore(
    limitKey("rounds#limit", subject, windowOf(now, askWindowSeconds)),
    forgottenAt(now, askWindowSeconds),
  );

/** Spends one try of a request's code before it is looked at, so that tries at the same time are tries too. */
export const isProof = (id: Registration["id"], code: string, now: Instant): Promise<boolean> =>
  again(async () => {
    const held = await registrationCodes.get({ registrationId: id });
    if (!held || held.expiresAt <= now || held.triesLeft === 0) return false;
    await transact([
      registrationCodes.replace({ ...held, triesLeft: held.triesLeft - 1, version: held.version + 1 }),
    ]);
    return held.codeHash === hashOfProof(id, code);
  });
