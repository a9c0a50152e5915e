import { createHash, createHmac, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Credential } from "./endpoint.ts";
import type { Credentials } from "./environments.ts";
import type { Cloud, Statement } from "./model.ts";

/** The installation's own random key; kept, so that what was presigned before a restart is honoured after it. */
function rootKey(dir: string | undefined): Buffer {
  const file = dir === undefined ? undefined : join(dir, "key");
  if (file !== undefined && existsSync(file)) return readFileSync(file);
  const key = randomBytes(32);
  if (file !== undefined) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, key, { mode: 0o600 });
  }
  return key;
}

/** May do everything, as who owns an account: for commands that a person runs. */
const everything: Statement = {
  effect: "Allow",
  actions: ["*"],
  notActions: [],
  resources: ["*"],
  notResources: [],
  conditions: {},
};

/** Access keys, one per function: a call signed with them is judged by that function's policy; and the operator's own. */
export function openKeys({ dir, cloud }: { dir?: string | undefined; cloud: Cloud }) {
  const root = rootKey(dir);
  const partition = cloud.region.startsWith("cn-") ? "aws-cn" : "aws";
  const derived = (what: string, arn: string) =>
    createHmac("sha256", root).update(`${what} ${arn}`).digest("base64url");
  const credentialsOf = (arn: string): Credentials => ({
    // AWS marks keys of a role's session by these four letters.
    accessKeyId: `ASIA${createHash("sha256").update(arn).digest("hex").slice(0, 16).toUpperCase()}`,
    secretAccessKey: derived("secret", arn),
    sessionToken: derived("session", arn),
  });
  const known = new Map(
    cloud.functions.map(({ arn, name, statements }): [string, Credential] => {
      const { accessKeyId, secretAccessKey } = credentialsOf(arn);
      const role = `arn:${partition}:sts::${cloud.accountId}:assumed-role/${name}/${name}`;
      return [accessKeyId, { secretAccessKey, caller: { name, arn: role, statements } }];
    }),
  );
  const operatorArn = `arn:${partition}:iam::${cloud.accountId}:user/operator`;
  const operator = credentialsOf(operatorArn);
  known.set(operator.accessKeyId, {
    secretAccessKey: operator.secretAccessKey,
    caller: { name: "operator", arn: operatorArn, statements: [everything] },
  });
  return { credentialsOf, credentialOf: (accessKeyId: string) => known.get(accessKeyId), operator };
}
