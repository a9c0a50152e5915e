import type { AwardCondition } from "../../shared/contract/award-record.ts";
import { awardUnconditional } from "../../shared/events/awards.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import { stillIn, type Write } from "../../shared/store/entity.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { awardConditionLifecycle } from "./lifecycle.ts";
import { awardConditions } from "./records.ts";

interface Part {
  writes: Write[];
  facts: Fact[];
}

/** A condition that is met, and the fact of it; nothing where it was met before. */
function metPart(held: AwardCondition, now: Instant): Part | undefined {
  const transition = transitionOf(awardConditionLifecycle, "meet", held.state);
  if (!transition) return undefined;
  const next: AwardCondition = { ...held, state: transition.to, metAt: now, version: held.version + 1 };
  const { roundId, societyCode, applicationId, version } = next;
  return {
    writes: [awardConditions.replace(next, [stillIn(transition.from)])],
    facts: [
      fact(awardUnconditional, {
        aggregateId: `${roundId}#${societyCode}`,
        version,
        payload: { roundId, societyCode, applicationId, metAt: now },
      }),
    ],
  };
}

/** The conditions of a society that its registration meets, read after the register: of two at once, one sees the other. */
export async function metBy(societyCode: SocietyCode, now: Instant): Promise<Part[]> {
  const open = (await awardConditions.list(societyCode)).filter(({ state }) => state === "CONDITIONAL");
  if (open.length === 0) return [];
  const society = await societies.get({ code: societyCode });
  if (!society?.facts.supplier?.isRegistered) return [];
  return open.flatMap((held) => metPart(held, now) ?? []);
}
