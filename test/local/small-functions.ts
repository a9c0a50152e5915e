import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cloud, LocalFunction } from "../../infra/local/model.ts";

/** A function whose bundle is `code`; limits can be overridden. */
export function smallFunction(
  name: string,
  code: string,
  over: Partial<LocalFunction> & { file?: string } = {},
): LocalFunction {
  const { file = "index.js", ...rest } = over;
  const codeDir = join(mkdtempSync(join(tmpdir(), "small-function-")), "asset");
  mkdirSync(codeDir);
  // What lies above a bundle here must not count: the repository is an ES module package.
  writeFileSync(join(codeDir, "..", "package.json"), '{"type":"module"}');
  writeFileSync(join(codeDir, file), code);
  return {
    logicalId: name,
    name,
    arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
    codeDir,
    handler: "index.handler",
    timeoutSeconds: 20,
    memoryMb: 128,
    environment: {},
    statements: [],
    reservedConcurrency: undefined,
    deadLetterArn: undefined,
    asyncRetries: 2,
    ...rest,
  };
}

/** A cloud of these functions, each of them at the route that is its name. */
export const smallCloud = (...functions: LocalFunction[]): Cloud => ({
  region: "us-east-1",
  accountId: "000000000000",
  apiId: "abc123",
  functions,
  routes: [],
  buses: [],
  rules: [],
  mappings: [],
  tables: [],
  buckets: [],
  queues: [],
  secrets: [],
});
