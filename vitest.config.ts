import { spawnSync } from "node:child_process";
import { defineConfig } from "vitest/config";
import { type Engine, wishedEngine } from "./infra/local/store-process.ts";

/** AWS's own DynamoDB Local runs on Java; nobody is asked to have it. */
const hasJava = spawnSync("java", ["-version"], { stdio: "ignore" }).status === 0;
/** What hangs on the store's own conduct: conditions, transactions, batches, order. */
const ofStore = ["test/store/**/*.test.ts", "test/applications/**/*.test.ts"];

const on = (engine: Engine, include: string[]) => ({
  extends: true as const,
  test: { name: engine, include, provide: { engine } },
});
const wished = wishedEngine();

export default defineConfig({
  test: {
    globalSetup: ["test/store.ts"],
    setupFiles: ["test/surroundings.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      on(wished, ["test/**/*.test.ts"]),
      ...(hasJava && wished !== "dynamodb-local" ? [on("dynamodb-local", ofStore)] : []),
    ],
  },
});
