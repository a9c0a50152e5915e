import type { PartPlan } from "../../shared/contract/parts.ts";

/** Small enough that an office line which breaks every minute still brings one over; S3 asks for five MiB at least. */
const usualPartBytes = 8 * 1024 ** 2;

/** What one list of parts names. */
const partsMost = 1000;

/** How a file of so many bytes is cut. */
export function planOf(bytes: number): PartPlan {
  const partBytes = Math.max(usualPartBytes, Math.ceil(bytes / partsMost));
  return { partBytes, parts: Math.ceil(bytes / partBytes) };
}

/** How long a part must be; undefined when the plan has no such part. */
export function lengthOf({ partBytes, parts }: PartPlan, bytes: number, number: number): number | undefined {
  if (number < 1 || number > parts) return undefined;
  return number < parts ? partBytes : bytes - partBytes * (parts - 1);
}

export interface HeldPart {
  number: number;
  bytes: number;
}

/** Numbers of the parts that are missing or not as long as planned, and of any that the plan does not have. */
export function wrongParts(plan: PartPlan, bytes: number, held: readonly HeldPart[]): number[] {
  const lengths = new Map(held.map((one) => [one.number, one.bytes]));
  const planned = Array.from({ length: plan.parts }, (_, at) => at + 1);
  const wrong = planned.filter((number) => lengths.get(number) !== lengthOf(plan, bytes, number));
  const beyond = held.map(({ number }) => number).filter((number) => number > plan.parts);
  return [...wrong, ...beyond];
}
