import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/rounds/api.ts";
import { rounds as routes } from "../../shared/contract/rounds.ts";
import { societyRecorded, supplierDecided } from "../../shared/events/rounds.ts";
import { transact } from "../../shared/store/commit.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { duringIntake, givenDraft, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { factsOf } from "../told.ts";

let officer: { token: string };
beforeAll(async () => {
  officer = await signedIn("officer");
});

/** A society with a draft, of which the register knows this much as a supplier. */
async function givenApplicant(isRegistered: boolean | null = null) {
  const draft = await givenDraft(await openRound());
  const { society, application } = draft;
  const supplier =
    isRegistered === null ? null : { ...sourced, isRegistered, recorded: society.nameRecorded };
  await transact([societies.overwrite({ ...society, facts: { ...society.facts, supplier }, version: 2 })]);
  const params = { id: application.id };
  const status = (token = draft.filler.token) =>
    answerTo(handler, routes.getSupplierStatus, { at: duringIntake, token, params });
  const claim = (change: object = {}, token = draft.filler.token) =>
    answerTo(handler, routes.claimSupplier, {
      at: duringIntake,
      token,
      headers: onceKey(),
      params,
      body: {
        version: 0,
        account: "zgcsxh",
        confirmation: "注册成功",
        registeredOn: "2021-11-05",
        ...change,
      },
    });
  const decide = (change: object = {}, token = officer.token) =>
    answerTo(handler, routes.decideSupplierClaim, {
      at: duringIntake,
      token,
      headers: onceKey(),
      params: { code: society.code },
      body: { version: 1, isConfirmed: true, reason: "与平台一致", ...change },
    });
  return { ...draft, status, claim, decide };
}
const sourced = { source: "智慧计财服务平台", on: "2021-10-20" as never };

const importing = (csv: string, more: { isDryRun?: boolean; token?: string } = {}) =>
  answerTo(handler, routes.importSuppliers, {
    at: duringIntake,
    token: more.token ?? officer.token,
    headers: onceKey(),
    body: { csv, fileName: "供应商名单.csv", ...(more.isDryRun && { isDryRun: true }) },
  });

const heading = "统一社会信用代码,供应商账号,注册日期";

describe("a society's registration as a supplier", () => {
  it("is nobody else's to see, nor to enter", async () => {
    const { status, claim } = await givenApplicant();
    const { filler: stranger } = await givenApplicant();
    expect((await status(stranger.token)).body.code).toBe("not-found");
    expect((await claim({}, stranger.token)).body.code).toBe("not-found");
    expect((await claim({}, officer.token)).status).toBe(403);
  });

  it.each([
    ["account", "6222020200012345670"],
    ["confirmation", "开户行账号 6222 0202 0001 2345 670"],
    ["confirmation", "身份证11010519491231002X"],
  ])("takes no bank account and no identity number in its %s", async (field, text) => {
    const { claim, status } = await givenApplicant();
    expect((await claim({ [field]: text })).body.code).toBe("bank-data-not-taken");
    expect((await status()).body).toMatchObject({ status: "UNKNOWN", claim: null });
  });

  it("shows where it stands, the steps and the link, and whom it stops at", async () => {
    const { status } = await givenApplicant(false);
    const { body } = await status();
    expect(body).toMatchObject({ status: "NOT_REGISTERED", words: { zh: "尚未注册" } });
    expect(body.asked).toMatchObject({ url: "http://nk.cast.org.cn/", blocks: "award" });
    expect(body.asked.steps.length).toBeGreaterThan(1);
  });

  it("needs nothing more once the register knows it", async () => {
    const { status, claim } = await givenApplicant(true);
    expect((await status()).body.status).toBe("REGISTERED");
    expect((await claim()).body).toMatchObject({ code: "wrong-state", state: "REGISTERED" });
  });

  it("is corrected after an officer refused it, under the version that was read", async () => {
    const { claim, decide, status, society } = await givenApplicant();
    await claim();
    await decide({ isConfirmed: false, reason: "账号名不一致" });
    expect((await status()).body).toMatchObject({ status: "REFUSED", claim: { reason: "账号名不一致" } });
    expect((await claim({ version: 1 })).body.code).toBe("version-conflict");
    expect((await claim({ version: 2, account: "zgcs" })).body).toMatchObject({
      state: "CLAIMED",
      version: 3,
    });
    expect((await factsOf(supplierDecided, society.code)).map(({ payload }) => payload.decision)).toEqual([
      "refused",
    ]);
  });

  it("that an officer confirms is a fact of the register, with who, when and from where", async () => {
    const { claim, decide, status, society } = await givenApplicant(false);
    await claim();
    expect((await decide({ version: 2 })).body.code).toBe("version-conflict");
    expect((await decide()).body).toMatchObject({ state: "CONFIRMED" });
    expect((await status()).body.status).toBe("REGISTERED");
    const held = await societies.get({ code: society.code });
    expect(held?.facts.supplier).toMatchObject({
      isRegistered: true,
      on: "2021-11-05",
      recorded: { importFile: "supplier-claim", importedAt: duringIntake },
    });
    expect(held?.facts.inspections).toEqual(society.facts.inspections);
    expect(await factsOf(societyRecorded, society.code)).toHaveLength(1);
    expect((await decide({ version: 2 })).body).toMatchObject({ code: "wrong-state", state: "CONFIRMED" });
  });

  it("waits in the officers' list until it is decided", async () => {
    const { claim, decide, society } = await givenApplicant();
    await claim();
    const listed = async () => {
      const asked = { at: duringIntake, token: officer.token, query: { limit: "1000" } };
      const { body } = await answerTo(handler, routes.listSupplierClaims, asked);
      return body.items.map(({ societyCode }: { societyCode: string }) => societyCode);
    };
    expect(await listed()).toContain(society.code);
    await decide();
    expect(await listed()).not.toContain(society.code);
  });
});

describe("the payer's list", () => {
  it("with a bank card in place of an account takes nothing over", async () => {
    const { society } = await givenApplicant();
    const { status, body } = await importing(
      [heading, `${society.uscc},6222020200012345670,2021-11-05`].join("\n"),
    );
    expect([status, body.faults[0].code, body.faults.length]).toEqual([400, "identity-data", 1]);
  });

  it("with bad rows says every one at once, in a dry run as in earnest, and takes nothing over", async () => {
    const { society, status } = await givenApplicant();
    const wrong = society.uscc.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
    const csv = [
      heading,
      `${society.uscc},zgcsxh,2021-11-05`,
      `${wrong},x,2021-11-05`,
      `${society.uscc},y,2021-11-05`,
      "91350100M000100Y43,z,2021-11-05",
      `,w,2021年11月5日`,
      `${society.uscc},,2021-13-05`,
    ].join("\n");
    const dry = await importing(csv, { isDryRun: true });
    const earnest = await importing(csv);
    expect([dry.status, earnest.status, earnest.body.code]).toEqual([200, 400, "invalid-register"]);
    for (const { body } of [dry, earnest]) {
      expect(body.faults.map(({ line, code }: { line: number; code: string }) => `${line} ${code}`)).toEqual([
        "3 uscc-check-digit",
        "4 duplicate-uscc",
        "5 society-unknown",
        "6 required",
        "7 duplicate-uscc",
        "7 required",
        "7 bad-date",
      ]);
    }
    expect((await status()).body.status).toBe("UNKNOWN");
  });

  it("without its columns is told which are missing", async () => {
    const { body } = await importing("学会名称,账号\n中国测试学会,zgcsxh", { isDryRun: true });
    expect(body.faults.map(({ code }: { code: string }) => code)).toEqual([
      "column-missing",
      "column-missing",
      "column-missing",
    ]);
  });

  it("matches by USCC alone, answers what was claimed meanwhile, and a second time changes nothing", async () => {
    const [claimed, silent, known] = [
      await givenApplicant(),
      await givenApplicant(false),
      await givenApplicant(true),
    ];
    await claimed.claim();
    const rows = [claimed, silent, known].map(({ society }) => `${society.uscc},acc,2021/11/05`);
    const csv = [heading, ...rows].join("\n");
    const dry = await importing(csv, { isDryRun: true });
    expect(dry.body).toMatchObject({ rows: 3, matched: 2, unchanged: 1, faults: [] });
    expect(dry.body.changes).toHaveLength(2);
    expect((await silent.status()).body.status).toBe("NOT_REGISTERED");
    expect((await importing(csv)).body).toMatchObject({ matched: 2, unchanged: 1, changes: [] });
    const after = await Promise.all([claimed.status(), silent.status()]);
    expect(after.map(({ body }) => [body.status, body.claim?.state])).toEqual([
      ["REGISTERED", "CONFIRMED"],
      ["REGISTERED", undefined],
    ]);
    expect((await importing(csv)).body).toMatchObject({ matched: 0, unchanged: 3 });
  });
});
