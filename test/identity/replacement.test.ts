import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/identity/api.ts";
import { handler as onSociety } from "../../functions/identity/on-society.ts";
import { people } from "../../functions/identity/records.ts";
import { handler as toLedger } from "../../functions/notifications/on-access.ts";
import { dues, letters } from "../../functions/notifications/records.ts";
import { handler as roundsApi } from "../../functions/rounds/api.ts";
import { handler as onReplaced } from "../../functions/rounds/on-replaced.ts";
import { identity as routes } from "../../shared/contract/identity.ts";
import { registrations } from "../../shared/contract/registrations.ts";
import { contactReplaced } from "../../shared/events/access.ts";
import { societyRecorded } from "../../shared/events/rounds.ts";
import { members } from "../../shared/store/published/members.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import type { MailService } from "../mail-service.ts";
import { ownTable } from "../own-table.ts";
import { lastFact, tell } from "../told.ts";
import { givenPerson, later, newMail, signedInBy, startCodes } from "./given.ts";
import { type Staffed, staffed } from "./given-society.ts";

let service: MailService;
beforeAll(async () => {
  await ownTable();
  service = await startCodes();
});
afterAll(() => service.close());

const successor = (change = {}) => ({
  name: "接任人",
  mail: newMail("new"),
  phone: "010-62194054",
  ...change,
});

async function replace(
  { code, ...of }: Staffed,
  change: { role?: "filler" | "approver"; token?: string; body?: Record<string, unknown> } = {},
) {
  const role = change.role ?? "filler";
  return answerTo(handler, routes.replaceContact, {
    at: later(60),
    token: change.token ?? (await signedIn("officer")).token,
    headers: onceKey(),
    params: { code, role },
    body: { leaves: of[role].mail, ...successor(), reason: "人员调动", ...change.body },
  });
}
const me = (token: string) => answerTo(handler, routes.getMe, { at: later(61), token });

describe("a replacement is refused", () => {
  it("to whoever may not: another society's approver, an approver for the own place, a filler, a supervisor", async () => {
    const own = await staffed(service);
    const foreign = await staffed(service);
    const told = async (token: string, role?: "approver") =>
      (await replace(own, { token, ...(role && { role }) })).body.code;
    expect(await told(foreign.approver.token)).toBe("not-found");
    expect(await told(own.approver.token, "approver")).toBe("forbidden");
    expect(await told(own.filler.token)).toBe("forbidden");
    expect(await told((await signedIn("supervisor")).token)).toBe("forbidden");
    expect((await me(own.filler.token)).status).toBe(200);
  });

  it("by the other of the two, under their address or their name", async () => {
    const own = await staffed(service);
    for (const body of [{ mail: own.approver.mail }, { name: own.approver.name }])
      expect((await replace(own, { body })).body.code).toBe("second-person-required");
  });

  it("by somebody who has another account, and of somebody who has not that place", async () => {
    const own = await staffed(service);
    const officer = await givenPerson();
    expect((await replace(own, { body: { mail: officer.mail } })).body.code).toBe("already-exists");
    expect((await replace(own, { body: { leaves: own.approver.mail } })).body.code).toBe("not-found");
    expect((await replace(own, { body: { leaves: newMail() } })).body.code).toBe("not-found");
  });

  it("with an identity number or bank card in it", async () => {
    const own = await staffed(service);
    for (const body of [{ reason: "证件11010519491231002X" }, { name: "王6222020200012345670" }])
      expect((await replace(own, { body })).body.code).toBe("identity-data-not-taken");
    expect((await replace(own, { body: { idCard: "11010519491231002X" } })).body.code).toBe(
      "invalid-request",
    );
  });

  it("when a former filler is to be the approver, so that four eyes stay two people's", async () => {
    const own = await staffed(service);
    expect((await replace(own)).status).toBe(201);
    const back = { name: own.filler.name, mail: own.filler.mail };
    expect((await replace(own, { role: "approver", body: back })).body.code).toBe("second-person-required");
  });
});

describe("a replacement", () => {
  it("takes the society from the old account in that instant, sessions too, and gives it to the new one", async () => {
    const own = await staffed(service);
    const body = successor();
    const answer = await replace(own, { body });
    expect(answer).toMatchObject({ status: 201, body: { role: "filler", left: { mail: own.filler.mail } } });
    expect((await me(own.filler.token)).status).toBe(401);
    const signed = await signedInBy(service, body.mail, later(62));
    expect(signed.body).toMatchObject({ roles: ["filler"], societyCode: own.code, name: "接任人" });
    expect((await me(own.approver.token)).status).toBe(200);
    expect((await people.get({ id: own.filler.id }))?.stamps.at(-1)).toMatchObject({
      act: "revoke",
      reason: "人员调动",
    });
  });

  it("of the own filler is the approver's right", async () => {
    const own = await staffed(service);
    const answer = await replace(own, { token: own.approver.token });
    expect(answer).toMatchObject({ status: 201, body: { replacedBy: own.approver.id } });
  });

  it("in one mailbox makes it the successor's, and signs everybody out of it", async () => {
    const own = await staffed(service);
    const body = { name: "接任人", mail: own.filler.mail };
    expect((await replace(own, { body })).status).toBe(201);
    expect((await me(own.filler.token)).status).toBe(401);
    expect((await signedInBy(service, own.filler.mail, later(62))).body).toMatchObject({ name: "接任人" });
  });

  it("that two ask for at once is done once", async () => {
    const own = await staffed(service);
    const answers = await Promise.all([replace(own), replace(own)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 404]);
    const fillers = (await members.list(`society#${own.code}`)).filter(({ roles }) =>
      roles.includes("filler"),
    );
    expect(fillers).toHaveLength(1);
  });

  it("goes into the register with who, when and why, heard however often, and the register's word changes nothing", async () => {
    const own = await staffed(service);
    const body = successor();
    const { body: made } = await replace(own, { body });
    const told = await lastFact(contactReplaced, made.id);
    await tell(onReplaced, told);
    await tell(onReplaced, told);
    const { name, mail, phone } = body;
    expect(await societies.get({ code: own.code })).toMatchObject({
      version: 2,
      filler: { name, mail, phone },
    });
    const history = await answerTo(roundsApi, registrations.listContactChanges, {
      at: later(70),
      token: own.approver.token,
      params: { code: own.code },
    });
    expect(history.body.items).toMatchObject([
      {
        before: { filler: { mail: own.filler.mail } },
        after: { filler: { name, mail, phone }, approver: { mail: own.approver.mail } },
        ...{
          importFile: "replacement",
          importedBy: made.replacedBy,
          importedAt: later(60),
          reason: "人员调动",
        },
      },
    ]);
    const before = await members.list(`society#${own.code}`);
    await tell(onSociety, await lastFact(societyRecorded, own.code));
    const acting = (list: typeof before) => list.filter(({ roles }) => roles.length > 0);
    expect(acting(await members.list(`society#${own.code}`))).toEqual(acting(before));
  });

  it("is told to whoever left, whoever came, and the society's other person", async () => {
    const own = await staffed(service);
    const { body: made } = await replace(own);
    const told = await lastFact(contactReplaced, made.id);
    await tell(toLedger, told);
    const owed = await dues.all("open");
    const found = await letters.getMany(owed.map(({ letterId: id }) => ({ id })));
    const ours = found.filter(({ eventId }) => eventId === told.id);
    expect(ours.map(({ personId }) => personId).toSorted()).toEqual(
      [made.left.personId, made.came.personId, own.approver.id].toSorted(),
    );
  });
});
