import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureRoutes } from "./routes.ts";
import { measureScale } from "./scale.ts";
import { measureStarts } from "./starts.ts";

const usage = `npm run bench [-- --rounds N | --scale]

Bundle size and CPU at the start of each function beside an empty handler and the bare DynamoDB client, in the same run;
DynamoDB round trips and units of the busiest routes; CPU per request through the local cloud; CPU and memory of
assignment (beside the solver highs) and ranking at 1,000 and 5,000 applications.

  --rounds N   how often each function is started (7)
  --scale      assignment and ranking alone`;

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    scale: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
if (values.help) console.log(usage);
else if (values.scale) console.log(`Node ${process.version}\n\n${measureScale()}`);
else {
  // What is prepared is written with the product's own records, from this process.
  const dir = mkdtempSync(join(tmpdir(), "linxuan-bench-"));
  process.once("exit", () => rmSync(dir, { recursive: true, force: true }));
  Object.assign(process.env, {
    LINXUAN_TEST_RUN: dir,
    AWS_REGION: "local",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
  const rounds = Number(values.rounds);
  if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error("--rounds is a whole number from 1");
  console.log(`Node ${process.version}\n`);
  console.log(measureStarts(rounds));
  console.log(`\n${await measureRoutes()}`);
  console.log(`\n${measureScale()}`);
}
