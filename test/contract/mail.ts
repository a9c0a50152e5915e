import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { createBus } from "../../infra/local/bus.ts";
import { mailApi } from "../../infra/local/endpoint-mail.ts";
import { openMailbox } from "../../infra/local/mailbox.ts";
import { matches } from "../../infra/local/pattern.ts";
import { openQueues } from "../../infra/local/queues.ts";
import { givenCloud } from "../local/cloud-fixture.ts";

/** The local cloud's mail service, in front of which nobody asks for a grant. */
export async function startMail() {
  const cloud = givenCloud();
  const clock = { now: () => new Date("2024-03-01T00:00:00.000Z"), set: () => {} };
  const mailbox = openMailbox({ clock });
  const bus = createBus({
    cloud,
    clock,
    matches,
    queues: openQueues({ queues: cloud.queues }),
    deliver: async () => ({ outcome: "returned", value: null }),
  });
  const api = mailApi({ cloud, mailbox, bus, isAllowed: () => true });
  const caller = { name: "test", arn: "arn:aws:sts::000000000000:assumed-role/test/test", statements: [] };
  const server = createServer(async (request, response) => {
    const { method = "POST", url = "/", headers } = request;
    const answer = await api({ caller, method, path: url, headers, body: await buffer(request) });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.env.AWS_ENDPOINT_URL_SES = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.LINXUAN_MAIL_FROM = "noreply@linxuan.example";
  return {
    inbox: mailbox.inbox,
    /** A header of a mail, by the mail's id. */
    header: (id: string, name: string) => mailbox.get(id)?.headers[name],
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
