import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { mailFailure } from "../infra/local/endpoint-mail.ts";
import { openMailbox } from "../infra/local/mailbox.ts";

/** How a mail service refuses: its code, and whether it blames the caller (400) or itself (503). */
interface Refusal {
  code: string;
  status: number;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/**
 * SES and Lambda as the SDK meets them, for handlers that run in the test's own process. Letters go into the mailbox of
 * the local cloud; handed-over work is done before the caller is answered, so that a test can look at once.
 */
export async function startMailService(work: (handed: unknown) => Promise<unknown> = async () => undefined) {
  const mailbox = openMailbox({ clock: { now: () => new Date(0), set: () => {} } });
  const handed: string[] = [];
  let refusal: Refusal | undefined;
  let asked = 0;

  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    if (request.url?.startsWith("/2015-03-31/functions/")) {
      handed.push(body);
      await work(JSON.parse(body)).catch(() => undefined);
      response.writeHead(202).end();
      return;
    }
    asked += 1;
    const form = new URLSearchParams(body);
    if (refusal) {
      const failure = mailFailure(refusal.status, refusal.code, "refused by the test");
      response.writeHead(refusal.status, failure.headers).end(failure.body);
      return;
    }
    const raw = Buffer.from(form.get("RawMessage.Data") ?? "", "base64");
    const to = form.get("Destinations.member.1") ?? "";
    const { id } = await mailbox.take({ raw, recipients: [to], configurationSet: null });
    const result = `<SendRawEmailResult><MessageId>${id}</MessageId></SendRawEmailResult>`;
    response.writeHead(200, { "content-type": "text/xml" });
    response.end(
      `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/">${result}</SendRawEmailResponse>`,
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_LAMBDA: url,
    AWS_ENDPOINT_URL_SES: url,
    LINXUAN_HANDS_TO: "the-sibling",
    LINXUAN_MAIL_FROM: "no-reply@linxuan.example",
    LINXUAN_MAIL_TRANSPORT: "ses",
    LINXUAN_ORIGIN: "https://linxuan.example",
  });
  return {
    /** Letters to an address, oldest first. */
    lettersTo: (mail: string) => mailbox.inbox(mail),
    /** Every letter, oldest first. */
    letters: () => mailbox.inbox(),
    /** A letter with its headers and its raw text. */
    kept: (id: string) => mailbox.get(id),
    /** What was handed to the sibling function, as it lies in Lambda's queue. */
    handed,
    /** How often a letter was handed in, taken or not. */
    asked: () => asked,
    /** From now on every letter is refused so; none: letters are taken again. */
    refuse(with_: Refusal | undefined): void {
      refusal = with_;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

export type MailService = Awaited<ReturnType<typeof startMailService>>;
