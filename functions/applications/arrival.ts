import type { Application } from "../../shared/contract/applications.ts";
import type { Instant } from "../../shared/kernel/time.ts";

/**
 * What stood when a request arrived: a draft that has expired since then was open to it, for arrival alone is judged.
 * @returns the state, and the versions that its caller can have seen
 */
export function atArrival(
  { state, version, closesAt }: Pick<Application, "state" | "version" | "closesAt">,
  arrivedAt: Instant,
): { state: Application["state"]; seen: number[] } {
  const hasExpiredSince = state === "EXPIRED" && arrivedAt <= closesAt;
  return hasExpiredSince ? { state: "DRAFT", seen: [version - 1, version] } : { state, seen: [version] };
}
