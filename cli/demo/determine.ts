import type { Determination } from "../../shared/contract/eligibility.ts";
import { type Caller, newKey, refusalOf } from "./caller.ts";

/** One officer clears what passes; a rejection is proposed by one and confirmed by the other. */
export async function determine(
  { first, second }: { first: Caller; second: Caller },
  { applicationId, version, proposal, findings }: Determination,
  checkSecond: (code: string | undefined) => void,
): Promise<void> {
  const params = { id: applicationId };
  if (proposal === "pass") {
    const body = { version, decision: "cleared" as const, reason: "四项情形均未出现，材料齐全。" };
    await first.eligibility.determineEligibility({ key: newKey(), params, body });
    return;
  }
  const grounds = findings.filter(({ outcome }) => outcome === "fail").map(({ fact }) => fact.zh);
  const body = { version, decision: "rejected" as const, reason: `不符合申报资格：${grounds.join("；")}` };
  const proposed = await first.eligibility.determineEligibility({ key: newKey(), params, body });
  const confirmation = { ...body, version: proposed.version };
  checkSecond(
    await refusalOf(first.eligibility.determineEligibility({ key: newKey(), params, body: confirmation })),
  );
  await second.eligibility.determineEligibility({ key: newKey(), params, body: confirmation });
}
