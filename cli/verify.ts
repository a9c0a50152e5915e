import { parseArgs } from "node:util";

const usage = `linxuan verify [--table NAME] [--bucket NAME]

Compares every hash in the records with the bytes it is of: definitions, receipts, files, decisions, notices.
逐一核对记录中的哈希与所存内容：申报定义、回执、文件、决定、公示页面。恢复数据后运行。

The table is LINXUAN_TABLE and the documents' bucket LINXUAN_BUCKET_DOCUMENTS unless they are named; region and
credentials are those of the AWS SDK.
On this machine / 本机: eval "$(curl -s http://127.0.0.1:8080/_local/operator)"

Exit 0: everything has the bytes that it had. Exit 1: something has not, and is named. Exit 2: wrong usage.`;

const options = { table: { type: "string" }, bucket: { type: "string" } } as const;

/** Why it can't be done, or undefined. Table and bucket go where the store and S3's client look for them. */
function refusalOf(args: readonly string[]): string | undefined {
  try {
    const { table, bucket } = parseArgs({ args: [...args], options }).values;
    if (table !== undefined) process.env.LINXUAN_TABLE = table;
    if (bucket !== undefined) process.env.LINXUAN_BUCKET_DOCUMENTS = bucket;
    const missing = ["LINXUAN_TABLE", "LINXUAN_BUCKET_DOCUMENTS"].filter((name) => !process.env[name]);
    return missing.length > 0 ? `未设置 / not set: ${missing.join(", ")}` : undefined;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

async function verify(): Promise<number> {
  // The clients read the environment when they are loaded.
  const { verifyPinned } = await import("./restore/pinned.ts");
  const { checked, faults } = await verifyPinned();
  for (const fault of faults) console.error(fault);
  console.log(`${String(checked).padStart(8)}  已核对 / checked`);
  console.log(`${String(faults.length).padStart(8)}  不一致 / differ`);
  return faults.length > 0 ? 1 : 0;
}

/** `linxuan verify`. Exit 0: all bytes are there. Exit 1: some are not, or it could not be done. Exit 2: wrong usage. */
export const verifyCommand = {
  name: "verify",
  summary: "核对记录与所存内容的哈希 / compare the records' hashes with the bytes",
  usage,
  async run(args: readonly string[]): Promise<number> {
    if (args.some((one) => one === "--help" || one === "-h")) {
      console.log(usage);
      return 0;
    }
    const refusal = refusalOf(args);
    if (refusal !== undefined) {
      console.error(`${refusal}\n\n${usage}`);
      return 2;
    }
    try {
      return await verify();
    } catch (cause) {
      console.error(`未能完成 / could not be done: ${cause instanceof Error ? cause.message : cause}`);
      return 1;
    }
  },
};
