import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { secretsApi } from "../infra/local/endpoint-small.ts";
import { accountId, allow, givenCloud, region } from "./local/cloud-fixture.ts";

const name = "relay";
const arn = `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-AbCdEf`;

/** The local cloud's Secrets Manager with the relay's secret, for senders that run in the test's own process. */
export async function startSecrets() {
  let secret: string | undefined;
  let reads = 0;
  const api = secretsApi({
    cloud: givenCloud({ secrets: [{ name, arn }] }),
    isAllowed: () => true,
    secretOf: () => secret,
  });
  const caller = {
    name: "mailer",
    arn: "arn",
    statements: [allow(["secretsmanager:GetSecretValue"], [arn])],
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url: path = "", headers } = request;
    reads += 1;
    const answer = await api({ caller, method, path, headers, body: Buffer.concat(chunks) });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    LINXUAN_MAIL_TRANSPORT: "smtp",
    LINXUAN_MAIL_FROM: "no-reply@linxuan.example",
    LINXUAN_SMTP_SECRET: arn,
  });
  return {
    /** The text of the secret from now on; undefined: there is none. */
    set(text: string | undefined): void {
      secret = text;
    },
    /** How often it was read. */
    reads: () => reads,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

export type Secrets = Awaited<ReturnType<typeof startSecrets>>;
