import type * as z from "zod";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import type { Sha256 as Hash } from "../../shared/programme/freeze.ts";
import { decide, decisionText } from "./decide.ts";
import { Decision } from "./decision.ts";
import { Snapshot, snapshotFaults } from "./snapshot.ts";

/** What a replay found: the decision's text as it follows from the snapshot. `at`: the first character that differs. */
export type Replayed =
  | { outcome: "same"; text: string }
  | { outcome: "differs"; text: string; at: number }
  | { outcome: "not-a-snapshot" | "not-a-decision"; because: string };

/** Decides again from the text of a snapshot and compares with the text that was recorded. Never throws. */
export function replay(stored: { snapshot: string; decision: string }, sha256: Hash): Replayed {
  const read = readSnapshot(stored.snapshot);
  if ("because" in read) return { outcome: "not-a-snapshot", because: read.because };
  const decision = canonicalOf(Decision, stored.decision);
  if ("because" in decision) return { outcome: "not-a-decision", because: decision.because };
  const text = decisionText(decide(read.value, sha256));
  if (text === stored.decision) return { outcome: "same", text };
  let at = 0;
  while (text[at] === stored.decision[at]) at += 1;
  return { outcome: "differs", text, at };
}

/** A snapshot that can be decided, from its text; or why the text is none. */
export function readSnapshot(text: string): { value: Snapshot } | { because: string } {
  const read = canonicalOf(Snapshot, text);
  if ("because" in read) return read;
  const faults = snapshotFaults(read.value);
  if (faults.length === 0) return read;
  return { because: faults.map(({ code, of }) => `${code} ${of}`).join("; ") };
}

/** Text that is not canonical is refused: it would be the same content under another hash. */
function canonicalOf<S extends z.ZodType>(
  schema: S,
  text: string,
): { value: z.output<S> } | { because: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { because: "no JSON" };
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { because: `${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.trim() };
  }
  return canonicalJson(parsed.data) === text ? { value: parsed.data } : { because: "no canonical JSON" };
}
