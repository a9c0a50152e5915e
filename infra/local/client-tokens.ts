import { hash as hashOf } from "node:crypto";

/** DynamoDB knows a transaction again by its client token for so long. */
const rememberedMs = 10 * 60_000;

interface Known<Reply> {
  /** Of the whole call: the same token with other parameters is another's. */
  hash: string;
  at: number;
  reply: Promise<Reply>;
}

/** Raised when a token comes again with other parameters. */
export class ParametersDiffer extends Error {}

/**
 * What DynamoDB does with a client token, before the engine: dynoxide looks at every token of ten minutes at each
 * transaction, so that the ten-thousandth costs twice the first.
 */
export function createClientTokens<Reply>(isDone: (reply: Reply) => boolean) {
  const known = new Map<string, Known<Reply>>();

  function forgetOld(now: number): void {
    for (const [token, { at }] of known) {
      if (at > now - rememberedMs) return;
      known.delete(token);
    }
  }

  /**
   * Does what is asked under a token once; a repetition gets the first answer. What failed may be tried again.
   * @throws ParametersDiffer
   */
  return async (token: string, body: Buffer, act: () => Promise<Reply>): Promise<Reply> => {
    const now = performance.now();
    forgetOld(now);
    const hash = hashOf("sha256", body);
    const held = known.get(token);
    if (held !== undefined && held.hash !== hash) throw new ParametersDiffer();
    if (held !== undefined) return held.reply;
    const reply = act();
    known.set(token, { hash, at: now, reply });
    const isKept = await reply.then(isDone, () => false);
    if (!isKept) known.delete(token);
    return reply;
  };
}
