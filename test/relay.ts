import { once } from "node:events";
import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

/** A certificate of its own authority for 127.0.0.1, good until 2120, and its key. They protect nothing but these tests. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBbzCCARWgAwIBAgIBATAKBggqhkjOPQQDAjAYMRYwFAYDVQQDDA1yZWxheS5l
eGFtcGxlMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAYMRYwFAYD
VQQDDA1yZWxheS5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEuhtc
7qfElyP2iv8bkYjLyMhprDbDyNtLijPEAVHJz7gtBsEFjKwrNwXs+Hoh6eyMkXxD
UK44mhXeOjlba+yKDaNOMEwwGgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMA8G
A1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFP67L7AN4a7C/g/7yvtfepf0qvRxMAoG
CCqGSM49BAMCA0gAMEUCIQCGyR/oeWIPpl5m+Xp1jKyltYJb8WDRbbkGkbg3LVn7
iAIgfBarGU3id5wU22RsUR+NdgwL2Gq9MDyMl3iZ6kGc1AQ=
-----END CERTIFICATE-----
`;
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgioDKXei+2QmmHWqS
ktVkiwlYminrJ90IUjRpY2qsNlShRANCAAS6G1zup8SXI/aK/xuRiMvIyGmsNsPI
20uKM8QBUcnPuC0GwQWMrCs3Bez4eiHp7IyRfENQrjiaFd46OVtr7IoN
-----END PRIVATE KEY-----
`;

/** A refusal as a relay says it: 550 there is no such mailbox, 451 come again. */
class Refusal extends Error {
  readonly responseCode: number;
  constructor(responseCode: number) {
    super("refused by the test");
    this.responseCode = responseCode;
  }
}

interface RelayOptions {
  tls: "implicit" | "starttls" | "none";
  user?: string;
  password?: string;
}

/** What a relay took: the letter, for whom, and how it came. */
interface Taken {
  to: string[];
  isSecure: boolean;
  user: string | undefined;
  mail: Email;
}

/** An SMTP relay on this machine. */
export async function startRelay({ tls, user, password }: RelayOptions) {
  const taken: Taken[] = [];
  const refusing: { at?: "rcpt" | "data" | "mail"; code: number } = { code: 0 };
  let expected = password;
  let connections = 0;
  const refusedAt = (at: "rcpt" | "data" | "mail") =>
    refusing.at === at ? new Refusal(refusing.code) : null;

  const server = new SMTPServer({
    secure: tls === "implicit",
    cert: certificate,
    key,
    disabledCommands: [...(tls === "none" ? ["STARTTLS"] : []), ...(user === undefined ? ["AUTH"] : [])],
    authOptional: user === undefined,
    allowInsecureAuth: tls === "none",
    onConnect: (_, done) => {
      connections += 1;
      done();
    },
    onAuth: (given, _, done) =>
      given.username === user && given.password === expected
        ? done(null, { user: given.username })
        : done(new Error("wrong password")),
    onMailFrom: (_, __, done) => done(refusedAt("mail")),
    onRcptTo: (_, __, done) => done(refusedAt("rcpt")),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.once("end", () => {
        const refusal = refusedAt("data");
        if (refusal) return done(refusal);
        void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          taken.push({ to, isSecure: session.secure, user: session.user as string | undefined, mail });
          done();
        });
      });
    },
  });
  // A client that hangs up is the client's affair.
  server.on("error", () => undefined);
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  return {
    port: (listening.address() as AddressInfo).port,
    taken,
    connections: () => connections,
    /** From now on it refuses at this point of the talk. */
    refuse(at: "rcpt" | "data" | "mail" | undefined, code = 0): void {
      Object.assign(refusing, { at, code });
    },
    /** From now on it knows another password. */
    expect(next: string): void {
      expected = next;
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

export type Relay = Awaited<ReturnType<typeof startRelay>>;
