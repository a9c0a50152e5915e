import type { Context, EventBridgeEvent } from "aws-lambda";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { handler as onDelivery } from "../../functions/identity/on-delivery.ts";
import { calls } from "../../functions/identity/records.ts";
import { handler as onAccess } from "../../functions/notifications/on-access.ts";
import { handler as onMail } from "../../functions/notifications/on-mail.ts";
import { dues } from "../../functions/notifications/records.ts";
import { letterHandedOver, letterUndelivered } from "../../shared/events/deliveries.ts";
import { secondWayChanged } from "../../shared/events/second-ways.ts";
import { givenPerson, later, morning } from "../identity/given.ts";
import { type MailService, startMailService } from "../mail-service.ts";
import { ownTable } from "../own-table.ts";
import { factOf, factsOf, tell } from "../told.ts";
import { sendOwed, tick } from "./given.ts";

let service: MailService;
beforeAll(async () => {
  await ownTable();
  service = await startMailService();
});
afterEach(() => {
  process.env.LINXUAN_MAIL_TRANSPORT = "ses";
  service.refuse(undefined);
});
afterAll(() => service.close());

/** A letter that is owed to somebody since the morning. */
async function owedLetter() {
  const { id: personId } = await givenPerson();
  const payload = { personId, societyCode: null, expertId: null, kind: "totp-on" as const };
  const before = new Set((await dues.all("open")).map(({ letterId }) => letterId));
  await tell(onAccess, factOf(secondWayChanged, { aggregateId: personId, version: 1, at: morning, payload }));
  const letterId = (await dues.all("open")).find((one) => !before.has(one.letterId))?.letterId ?? "";
  return { letterId, personId };
}

const ses = (letterId: string, eventType: string) =>
  onMail(
    {
      source: "aws.ses",
      id: crypto.randomUUID(),
      time: later(3),
      detail: {
        eventType,
        mail: { timestamp: later(3), messageId: "0102", headers: [{ name: "Letter-Id", value: letterId }] },
      },
    } as EventBridgeEvent<string, unknown>,
    {} as Context,
  );
const told = (letterId: string) => factsOf(letterUndelivered, letterId);
/** The call list hears what was told. */
const heard = async (letterId: string) => {
  for (const event of [...(await told(letterId)), ...(await factsOf(letterHandedOver, letterId))])
    await tell(onDelivery, event);
};

describe("a letter that was handed over", () => {
  it("and of which nothing is heard for ten minutes brings a call, once", async () => {
    const { letterId, personId } = await owedLetter();
    await sendOwed(letterId, later(1));
    await tick(later(599));
    expect(await told(letterId)).toEqual([]);
    await tick(later(601));
    await tick(later(661));
    expect(await told(letterId)).toHaveLength(1);
    await heard(letterId);
    await heard(letterId);
    const owed = [{ letterId, kind: "letter", why: "undelivered", since: morning }];
    expect(await calls.get({ personId })).toMatchObject({ owed, dueAt: later(600), version: 1 });
  });

  it.each(["Delivery", "Bounce", "Complaint"])("is waited for no longer after a %s", async (eventType) => {
    const { letterId } = await owedLetter();
    await sendOwed(letterId, later(1));
    await ses(letterId, eventType);
    await ses(letterId, eventType);
    await tick(later(601));
    expect(await told(letterId)).toEqual([]);
  });

  it("and of which something is heard after all brings no call", async () => {
    const { letterId, personId } = await owedLetter();
    await sendOwed(letterId, later(1));
    await tick(later(601));
    await heard(letterId);
    await ses(letterId, "Delivery");
    await ses(letterId, "Delivery");
    await heard(letterId);
    expect(await calls.get({ personId })).toMatchObject({ owed: [], dueAt: null });
  });

  it("is waited for as long as it is not: the mail service takes it late, or never", async () => {
    const { letterId, personId } = await owedLetter();
    service.refuse({ code: "Throttling", status: 400 });
    await sendOwed(letterId, later(1));
    await tick(later(601));
    service.refuse(undefined);
    expect(await told(letterId)).toHaveLength(1);
    await heard(letterId);
    expect(await calls.get({ personId })).toMatchObject({ owed: [{ letterId }] });
  });
});

describe("a letter that nobody takes", () => {
  it("is given up and told of as that, not as silence", async () => {
    const { letterId } = await owedLetter();
    service.refuse({ code: "MessageRejected", status: 400 });
    await sendOwed(letterId, later(1));
    await tick(later(601));
    expect(await told(letterId)).toEqual([]);
  });
});
