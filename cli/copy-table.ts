import { parseArgs } from "node:util";
import { operation } from "./operation.ts";

const usage = `linxuan copy-table --from TABLE --to TABLE [--exact] [--dry-run]

Makes a table hold what another holds, such as one that was restored to an instant; what is the same is left alone.
把一张表（例如按时间点恢复出的表）的内容写入另一张表；相同的记录不动，中断后可重新运行。

--exact also removes what the other table does not hold; --dry-run only counts.
Stop the relay first and verify afterwards: docs/runbook.md, "Restoring". Region and credentials are those of the AWS SDK.
On this machine / 本机: eval "$(curl -s http://127.0.0.1:8080/_local/operator)"

Exit 0: done. Exit 1: could not be done. Exit 2: wrong usage.`;

interface Wishes {
  from: string;
  to: string;
  isExact: boolean;
  isDry: boolean;
}

const options = {
  from: { type: "string" },
  to: { type: "string" },
  exact: { type: "boolean", default: false },
  "dry-run": { type: "boolean", default: false },
} as const;

function wishesOf(args: readonly string[]): Wishes | { refused: string } {
  try {
    const { from, to, exact, "dry-run": isDry } = parseArgs({ args: [...args], options }).values;
    if (!from || !to) return { refused: "--from, --to: 需要两张表 / two tables are needed" };
    if (from === to) return { refused: "--from 与 --to 相同 / both are the same table" };
    return { from, to, isExact: exact, isDry };
  } catch (cause) {
    return { refused: cause instanceof Error ? cause.message : String(cause) };
  }
}

async function copy(wishes: Wishes): Promise<number> {
  const [{ DynamoDBClient }, { copyTable }] = await Promise.all([
    import("@aws-sdk/client-dynamodb"),
    import("./restore/copy.ts"),
  ]);
  const { same, written, removed } = await copyTable(new DynamoDBClient({ maxAttempts: 10 }), wishes);
  const line = (count: number, words: string) => console.log(`${String(count).padStart(8)}  ${words}`);
  line(same, "相同 / the same");
  line(written, wishes.isDry ? "将写入 / would be written" : "已写入 / written");
  line(removed, wishes.isDry ? "将删除 / would be removed" : "已删除 / removed");
  return 0;
}

/** `linxuan copy-table`. */
export const copyTableCommand = operation({
  name: "copy-table",
  summary: "把恢复出的表写回 / write a restored table back",
  usage,
  wishesOf,
  act: copy,
});
