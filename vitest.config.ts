import { spawnSync } from "node:child_process";
import { defineConfig } from "vitest/config";
import { type Engine, wishedEngine } from "./infra/local/store-process.ts";

interface Group {
  name: string;
  include: string[];
  exclude?: string[];
  maxWorkers: number;
  groupOrder: number;
}

/** AWS's own DynamoDB Local runs on Java; nobody is asked to have it. */
const hasJava = spawnSync("java", ["-version"], { stdio: "ignore" }).status === 0;
const all = ["test/**/*.test.ts"];
/** What hangs on the store's own conduct: conditions, transactions, batches, order. */
const ofStore = ["test/store/**/*.test.ts", "test/applications/**/*.test.ts"];
/** Whole clouds under storms and kills: with anything beside them the storm would not come in its two seconds. */
const alone = ["test/faults/**/*.test.ts"];
/** Half of a test's time is the store's; more files at once than this only wait for one another. */
const atOnce = 2;

const on = (engine: Engine, { name, include, exclude = [], maxWorkers, groupOrder }: Group) => ({
  extends: true as const,
  test: { name, include, exclude, maxWorkers, sequence: { groupOrder }, provide: { engine } },
});
const wished = wishedEngine();

export default defineConfig({
  test: {
    globalSetup: ["test/store.ts"],
    setupFiles: ["test/surroundings.ts"],
    // Ends what hangs; how long a test may take is no matter of the tests.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    projects: [
      on(wished, { name: "faults", include: alone, maxWorkers: 1, groupOrder: 0 }),
      on(wished, { name: wished, include: all, exclude: alone, maxWorkers: atOnce, groupOrder: 1 }),
      ...(hasJava && wished !== "dynamodb-local"
        ? [on("dynamodb-local", { name: "dynamodb-local", include: ofStore, maxWorkers: 1, groupOrder: 2 })]
        : []),
    ],
  },
});
