import { beforeAll, describe, expect, it } from "vitest";
import { handler as onTick } from "../../functions/applications/on-tick.ts";
import { mailReadings } from "../../functions/applications/records.ts";
import type { Mail } from "../../shared/contract/mail-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import { transact } from "../../shared/store/commit.ts";
import { signedIn } from "../given.ts";
import { ownTable } from "../own-table.ts";
import { tick } from "../told.ts";
import { type Presigned, send } from "../uploads/given-files.ts";
import { givenSociety, openRound } from "./given.ts";
import { handInStick, landing } from "./given-handed-over.ts";
import { handIn, mailWith, nextMorning, seenBy, tellOfMail } from "./given-mail.ts";

const later = (seconds: number) => new Date(Date.parse(nextMorning) + 1000 * seconds).toISOString();

let round: Round;
let officer: Awaited<ReturnType<typeof signedIn>>;
beforeAll(async () => {
  // A sweep looks at every mail of its table.
  await ownTable();
  round = await openRound();
  officer = await signedIn("officer");
});

const params = async () => ({ roundId: round.id, societyCode: (await givenSociety()).society.code });

/** A mail in quarantine of which nobody told. */
async function forgotten(eml?: Uint8Array): Promise<Mail> {
  const bytes = eml ?? (await mailWith());
  const { body } = await handIn(officer, await params(), bytes);
  await send(body as Presigned, bytes);
  return body.mail;
}
const stored = (mail: Mail): Promise<Mail> => seenBy(officer, mail, mail.id, later(7200));

/** As a reading leaves it that died after it had begun. */
async function died({ id }: Mail, attempts: number): Promise<void> {
  const held = await mailReadings.get({ id });
  if (!held) throw new Error("nobody waits for it");
  const begunAt = held.handedInAt;
  await transact([mailReadings.replace({ ...held, attempts, begunAt, version: held.version + 1 })]);
}

describe("the sweep of what officers handed in", () => {
  it("leaves a mail alone for five minutes, and reads it then", async () => {
    const mail = await forgotten();
    await tick(onTick, later(299));
    expect(await stored(mail)).toMatchObject({ state: "AWAITED" });
    await tick(onTick, later(301));
    expect(await stored(mail)).toMatchObject({
      state: "READ",
      kept: { key: mail.key },
      read: { files: [{ kind: "form" }, { kind: "stamped" }] },
    });
  });

  it("changes nothing when it comes again, nor when the lost event arrives after all", async () => {
    const mail = await forgotten();
    await tick(onTick, later(301));
    const read = await stored(mail);
    await tick(onTick, later(361));
    await tellOfMail(mail, later(400));
    expect(await stored(read)).toEqual(read);
  });

  it("tries a reading again that died, and after the second death gives the mail to a person, kept whole", async () => {
    const [once, twice] = [await forgotten(), await forgotten()];
    await died(once, 1);
    await died(twice, 2);
    await tick(onTick, later(301));
    expect(await stored(once)).toMatchObject({ state: "READ" });
    expect(await stored(twice)).toMatchObject({
      state: "UNREADABLE",
      kept: { key: twice.key, versionId: expect.any(String) },
      unreadable: { code: "too-complex", cure: expect.any(String) },
    });
  });

  it("does not begin a second reading beside one that began a moment ago", async () => {
    const mail = await forgotten();
    const held = await mailReadings.get({ id: mail.id });
    if (!held) throw new Error("nobody waits for it");
    const begunAt = plusSeconds(held.handedInAt, 290);
    await transact([mailReadings.replace({ ...held, attempts: 1, begunAt, version: held.version + 1 })]);
    await tick(onTick, later(301));
    expect(await stored(mail)).toMatchObject({ state: "AWAITED" });
    await tick(onTick, later(361));
    expect(await stored(mail)).toMatchObject({ state: "READ" });
  });

  it("reads what was handed over once its last file is there, and waits for it no longer than two hours", async () => {
    const { body } = await handInStick(officer, await params(), {}, nextMorning);
    await landing(body, "form", { isTold: false });
    await tick(onTick, later(301));
    expect(await stored(body.mail)).toMatchObject({ state: "AWAITED" });
    await landing(body, "stamped", { isTold: false });
    await tick(onTick, later(361));
    expect(await stored(body.mail)).toMatchObject({ state: "READ" });

    const { body: lost } = await handInStick(officer, await params(), {}, nextMorning);
    await tick(onTick, later(7200));
    expect(await mailReadings.get({ id: lost.mail.id })).toMatchObject({ isWaiting: true });
    await tick(onTick, later(7201));
    expect(await mailReadings.get({ id: lost.mail.id })).toMatchObject({ isWaiting: false });
  });
});
