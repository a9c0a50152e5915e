const usage = `linxuan verify

Compares every hash in the records with the bytes it is of: definitions, receipts, files, decisions, notices.
逐一核对记录中的哈希与所存内容：申报定义、回执、文件、决定、公示页面。恢复数据后运行。

The table is LINXUAN_TABLE, the bucket LINXUAN_BUCKET_DOCUMENTS; region and credentials are those of the AWS SDK.

Exit 0: everything has the bytes that it had. Exit 1: something has not, and is named. Exit 2: wrong usage.`;

const settings = ["LINXUAN_TABLE", "LINXUAN_BUCKET_DOCUMENTS"];

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
    const missing = settings.filter((name) => !process.env[name]);
    if (args.length > 0 || missing.length > 0) {
      const why = args.length > 0 ? args.join(" ") : `未设置 / not set: ${missing.join(", ")}`;
      console.error(`${why}\n\n${usage}`);
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
