import type { Round, RoundState } from "../../shared/contract/rounds.ts";
import { roundAdvanced } from "../../shared/events/rounds.ts";
import type { Fact } from "../../shared/runtime/facts.ts";
import { fact } from "../../shared/runtime/facts.ts";
import type { Write } from "../../shared/store/entity.ts";
import { rounds } from "../../shared/store/published/rounds.ts";

/** The round's next version in a new phase, and the fact of it. */
export function advanced(round: Round, state: RoundState): { next: Round; write: Write; fact: Fact } {
  const next: Round = { ...round, state, version: round.version + 1 };
  return {
    next,
    write: rounds.replace(next),
    fact: fact(roundAdvanced, {
      aggregateId: round.id,
      version: next.version,
      payload: { roundId: round.id, state, definitionHash: round.definitionHash },
    }),
  };
}
