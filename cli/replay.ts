import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import * as z from "zod";
import { decide, decisionText } from "../functions/selection/decide.ts";
import type { Decision } from "../functions/selection/decision.ts";
import { readSnapshot, replay } from "../functions/selection/replay.ts";
import { TierChange } from "../shared/contract/tier-changes.ts";
import { canonicalJson } from "../shared/kernel/canonical.ts";
import { listFault } from "./replay-list.ts";

const usage = `linxuan replay SNAPSHOT [--recompute]

Decides again from a stored snapshot and compares the bytes with those that were recorded.
由保存的评分快照重新得出决定，并与记录逐字节比对。

SNAPSHOT is a JSON file {snapshot, snapshotHash, decision, decisionHash}, or the answer of getDecision; with the answer of
getStandingList as its \`standing\` the list after removals is worked out again, too.
Exit 0: the same bytes. Exit 2: a hash or the decision differs, or the file can't be read.
--recompute ranks what the snapshot says now and prints it, whatever was recorded.`;

/** Snapshot and decision as objects or as their canonical text; hashes beside them or in the record of the decision. */
const hashes = z.object({ snapshotHash: z.string(), decisionHash: z.string() });
const recorded = hashes.extend({ tierChanges: z.array(TierChange).optional() });
const content = z.object({
  snapshot: z.unknown(),
  decision: z.unknown(),
  /** The list after removals, as `getStandingList` gives it. */
  standing: z.object({ list: z.string(), sha256: z.string() }).optional(),
});
const Stored = z.union([
  z.object({ ...content.shape, ...hashes.shape }),
  z
    .object({ ...content.shape, record: recorded })
    .transform(({ record, ...rest }) => ({ ...rest, ...record })),
]);

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

/** `linxuan replay SNAPSHOT [--recompute]`. Exit 0: the same bytes. Exit 2: something differs, or wrong usage. */
export const replayCommand = {
  name: "replay",
  summary: "由快照重算决定 / decide again from a snapshot and compare the bytes",
  usage,
  async run(args: readonly string[]): Promise<number> {
    const options = args.filter((one) => one.startsWith("-"));
    if (options.some((one) => one === "--help" || one === "-h")) {
      console.log(usage);
      return 0;
    }
    const [file, ...others] = args.filter((one) => !one.startsWith("-"));
    if (file === undefined || others.length > 0 || options.some((one) => one !== "--recompute")) {
      console.error(usage);
      return 2;
    }
    const read = await readStored(file);
    if ("refused" in read) return fail(read.refused);
    return options.length > 0 ? recompute(read) : check(read);
  },
};

/** A stored decision as text, with the hashes under which it was recorded. */
interface Recorded {
  snapshot: string;
  decision: string;
  snapshotHash: string;
  decisionHash: string;
  standing?: { list: string; sha256: string } | undefined;
  tierChanges?: TierChange[] | undefined;
}

function fail(words: string): number {
  console.error(words);
  return 2;
}

async function readStored(file: string): Promise<Recorded | { refused: string }> {
  try {
    const stored = Stored.parse(JSON.parse(await readFile(file, "utf8")));
    return { ...stored, snapshot: textOf(stored.snapshot), decision: textOf(stored.decision) };
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return { refused: `无法读取 ${file} / cannot read ${file}: ${why}` };
  }
}

const textOf = (value: unknown) => (typeof value === "string" ? value : canonicalJson(value));

function check(stored: Recorded): number {
  const given = { snapshot: sha256(stored.snapshot), decision: sha256(stored.decision) };
  if (given.snapshot !== stored.snapshotHash) {
    return fail(
      `快照哈希不符 / snapshot hash mismatch: recorded ${stored.snapshotHash}, these bytes ${given.snapshot}`,
    );
  }
  if (given.decision !== stored.decisionHash) {
    return fail(
      `决定哈希不符 / decision hash mismatch: recorded ${stored.decisionHash}, these bytes ${given.decision}`,
    );
  }
  const replayed = replay(stored, sha256);
  if (replayed.outcome === "not-a-snapshot" || replayed.outcome === "not-a-decision") {
    return fail(`内容无效 / ${replayed.outcome}: ${replayed.because}`);
  }
  if (replayed.outcome === "differs") {
    const computed = sha256(replayed.text);
    return fail(
      `重算结果与记录不同 / the decision differs from character ${replayed.at} on: recorded ${stored.decisionHash}, computed ${computed}`,
    );
  }
  const wrong = stored.standing && listFault({ ...stored, standing: stored.standing }, sha256);
  if (wrong) return fail(wrong);
  console.log(`snapshot ${given.snapshot}\ndecision ${given.decision}`);
  if (stored.standing) console.log(`list     ${stored.standing.sha256}`);
  console.log("重算结果逐字节一致 / the same bytes");
  return 0;
}

function recompute(stored: Recorded): number {
  const read = readSnapshot(stored.snapshot);
  if ("because" in read) return fail(`内容无效 / not-a-snapshot: ${read.because}`);
  const decision = decide(read.value, sha256);
  const computed = { snapshot: sha256(stored.snapshot), decision: sha256(decisionText(decision)) };
  for (const line of lines(decision)) console.log(line);
  const says = (is: boolean) => (is ? "as recorded" : "NOT as recorded");
  console.log(`snapshot ${computed.snapshot} ${says(computed.snapshot === stored.snapshotHash)}`);
  console.log(`decision ${computed.decision} ${says(computed.decision === stored.decisionHash)}`);
  return 0;
}

const lines = ({ ranking, unranked }: Decision): string[] => [
  ...ranking.map(({ rank, societyCode, names, composite, figures, place, tie }) => {
    const result =
      place.kind === "tier"
        ? `tier ${place.tier}`
        : place.kind === "reserve"
          ? `reserve ${place.number}`
          : "-";
    const beside = figures ? [figures.calibrated] : [];
    return [rank, composite, ...beside, result, societyCode, names.zh, tie ? `(tie: ${tie.rule.kind})` : ""]
      .join("\t")
      .trimEnd();
  }),
  ...unranked.map(({ societyCode, names }) => ["-", "-", "too few scores", societyCode, names.zh].join("\t")),
];
