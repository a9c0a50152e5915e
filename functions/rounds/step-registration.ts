import { createHash } from "node:crypto";
import type { Registration } from "../../shared/contract/registrations.ts";
import { epochOf, type Instant } from "../../shared/kernel/time.ts";
import { again } from "../../shared/store/again.ts";
import { transact } from "../../shared/store/commit.ts";
import { countOneMore } from "../../shared/store/counter.ts";
import { registrationCodes } from "./records.ts";
import { askWindowSeconds } from "./registration.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** A code is only good for the request that it was mailed for. */
export const hashOfProof = (id: Registration["id"], code: string): string =>
  sha256(`registration\n${id}\n${code}`);

/** Counts this asking; gives how often its subject (an address or a source; only its hash is kept) asked in the window. */
export function countedAsk(subject: string, now: Instant): Promise<number> {
  const seconds = Math.floor(epochOf(now) / 1000);
  const key = { pk: `rounds#limit#${sha256(subject)}`, sk: String(Math.floor(seconds / askWindowSeconds)) };
  return countOneMore(key, seconds + 2 * askWindowSeconds);
}

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
