import { beforeAll, describe, expect, it } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { handler as applicationsApi } from "../../functions/applications/api.ts";
import { handler } from "../../functions/rounds/api.ts";
import { recommend } from "../../functions/rounds/recommend.ts";
import { applications as applicationRoutes } from "../../shared/contract/applications.ts";
import { type Round, rounds as routes } from "../../shared/contract/rounds.ts";
import { recommendedListApproved } from "../../shared/events/rounds.ts";
import { SocietyCode } from "../../shared/kernel/ids.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { RecommendedListRule } from "../../shared/programme/recommended.ts";
import { duringIntake, givenSociety, openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { ownTable } from "../own-table.ts";
import { factsOf } from "../told.ts";

beforeAll(() => ownTable());

const rule = cast2021.recommendedList as RecommendedListRule;
const beforeOpening = "2021-11-03T02:00:00.000Z";
const values = (inspection: string, rest = "60") => ({
  ...{ inspection, yearbook: rest, evaluation: rest, public: rest },
});
const valued = (code: string, given: Record<string, string>) => ({
  code: SocietyCode.parse(code),
  values: given,
});

describe("a list that is computed", () => {
  it("weighs each indicator exactly, and takes everybody from the bound on", () => {
    const found = recommend(rule, [
      valued("A-01", values("59.99")),
      valued("A-02", values("60")),
      valued("A-03", { inspection: "100", yearbook: "80", evaluation: "0", public: "70.5" }),
    ]);
    expect(
      found.map(({ societyCode, score, rank, isListed }) => [societyCode, score, rank, isListed]),
    ).toEqual([
      ["A-03", "62.625", 1, true],
      ["A-02", "60", 2, true],
      ["A-01", "59.9975", 3, false],
    ]);
  });

  it("names the sources that put a society there, not those that gave it nothing", () => {
    const [one] = recommend(rule, [
      valued("A-03", { inspection: "100", yearbook: "80", evaluation: "0", public: "70.5" }),
    ]);
    expect(one?.sources).toEqual(["annual-inspection", "statistical-yearbook", "public-data"]);
    expect(one?.parts[0]).toEqual({ indicator: "inspection", value: "100", points: "25" });
  });

  it("takes no missing value for zero: such a society has no place, and it says what is missing", () => {
    const found = recommend({ ...rule, takes: { by: "size", size: 5 } }, [
      valued("A-01", { inspection: "100", yearbook: "100", evaluation: "100" }),
      valued("A-02", values("0", "0")),
    ]);
    expect(found).toMatchObject([
      { societyCode: "A-02", score: "0", isListed: true, sources: [] },
      { societyCode: "A-01", score: null, rank: null, isListed: false, missing: ["public"] },
    ]);
  });

  it("of a given size takes also who is equal to the last one", () => {
    const found = recommend({ ...rule, takes: { by: "size", size: 2 } }, [
      valued("A-01", values("90")),
      valued("A-02", values("70")),
      valued("A-03", values("70")),
      valued("A-04", values("69.99")),
    ]);
    expect(found.map(({ rank, isListed }) => [rank, isListed])).toEqual([
      [1, true],
      [2, true],
      [2, true],
      [4, false],
    ]);
  });
});

/** A round before its opening with two societies of the register, and what officers do with its list. */
async function givenList(definition = cast2021) {
  const round: Round = await openRound(definition);
  const [one, other] = [await givenSociety(), await givenSociety()];
  const [first, second] = [await signedIn("officer"), await signedIn("officer")];
  const row = ({ society: { code, uscc } }: typeof one) => ({ code, uscc });
  const params = { id: round.id };
  const computed = {
    how: "computed",
    origin: "2020年度指标汇总",
    societies: [
      { ...row(one), values: values("95") },
      { ...row(other), values: values("10") },
    ],
  };
  const propose = (body: Record<string, unknown> = computed, at = beforeOpening, headers = onceKey()) =>
    answerTo(handler, routes.proposeRecommendedList, { at, token: first.token, headers, params, body });
  const approve = (
    { version, listHash }: { version: number; listHash: string },
    { token, at }: { token?: string; at?: string } = {},
  ) =>
    answerTo(handler, routes.approveRecommendedList, {
      at: at ?? beforeOpening,
      token: token ?? second.token,
      headers: onceKey(),
      params,
      body: { version, listHash },
    });
  const ownOf = ({ filler }: typeof one) =>
    answerTo(handler, routes.getOwnRecommendation, { at: duringIntake, token: filler.token, params });
  const routeOf = async ({ filler }: typeof one) => {
    const { body } = await answerTo(applicationsApi, applicationRoutes.openDraft, {
      at: duringIntake,
      token: filler.token,
      headers: onceKey(),
      body: { roundId: round.id },
    });
    return body.route;
  };
  return { round, one, other, first, second, row, computed, propose, approve, ownOf, routeOf };
}

describe("the recommended list of a round", () => {
  it("is proposed by one officer and approved by a second, and it is told", async () => {
    const list = await givenList();
    const proposed = await list.propose();
    expect(proposed).toMatchObject({ status: 201, body: { state: "PROPOSED", listed: 1 } });
    expect((await list.approve(proposed.body, { token: list.first.token })).body.code).toBe(
      "second-person-required",
    );
    const wrong = { ...proposed.body, listHash: "0".repeat(64) };
    expect((await list.approve(wrong)).body.code).toBe("version-conflict");
    expect((await list.approve(proposed.body)).body).toMatchObject({
      state: "APPROVED",
      approvedBy: list.second.personId,
    });
    expect((await list.approve({ ...proposed.body, version: 2 })).body.code).toBe("wrong-state");
    expect(await factsOf(recommendedListApproved, list.round.id)).toMatchObject([
      { payload: { roundId: list.round.id, listed: 1 } },
    ]);
  });

  it("once approved says who is recommended, whatever the register has imported", async () => {
    const list = await givenList();
    await list.approve((await list.propose()).body);
    expect([await list.routeOf(list.one), await list.routeOf(list.other)]).toEqual([
      "recommended",
      "self-nominated",
    ]);
  });

  it("that is only proposed changes nothing: the register's own column counts", async () => {
    const list = await givenList();
    await list.propose();
    expect(await list.routeOf(list.other)).toBe("recommended");
    expect((await list.ownOf(list.one)).status).toBe(404);
  });

  it("shows each society its own sources, and nothing of another's or of its place", async () => {
    const list = await givenList();
    await list.approve((await list.propose()).body);
    const { body } = await list.ownOf(list.other);
    expect(body).toMatchObject({
      isListed: false,
      parts: [{ indicator: "inspection", value: "10" }, {}, {}, {}],
    });
    expect(body.societyCode).toBe(list.other.society.code);
    expect([body.rank, body.score]).toEqual([undefined, undefined]);
    const stranger = await givenSociety();
    expect((await list.ownOf(stranger)).status).toBe(404);
  });

  it("is imported as it was made elsewhere, each society with its sources", async () => {
    const list = await givenList({ ...cast2021, recommendedList: null });
    expect((await list.propose()).body.code).toBe("invalid-register");
    const societies = [{ ...list.row(list.one), sources: ["department-evaluation", "public-data"] }];
    const { body } = await list.propose({ how: "imported", origin: "附件1", societies });
    await list.approve(body);
    expect((await list.ownOf(list.one)).body).toMatchObject({
      isListed: true,
      sources: ["department-evaluation", "public-data"],
    });
    const read = await answerTo(handler, routes.getRecommendedList, {
      at: beforeOpening,
      token: (await signedIn("supervisor")).token,
      params: { id: list.round.id },
    });
    expect(read.body).toMatchObject({ how: "imported", origin: "附件1", state: "APPROVED" });
  });

  it("lists every wrong row at once: unknown, with another credit code, twice, with an unknown indicator", async () => {
    const list = await givenList();
    const [one, other] = [list.row(list.one), list.row(list.other)];
    const { body } = await list.propose({
      how: "computed",
      origin: "汇总",
      societies: [
        { ...one, values: { ...values("1"), beauty: "9" } },
        { ...one, uscc: other.uscc, values: values("1") },
        { ...other, code: "Z-99", values: values("1") },
      ],
    });
    expect(body.faults.map(({ line, code }: { line: number; code: string }) => [line, code])).toEqual([
      [1, "column-unknown"],
      [2, "duplicate-code"],
      [2, "uscc-differs"],
      [3, "not-registered"],
    ]);
  });

  it("can be proposed anew before the opening and must be approved anew; from the opening on it stands", async () => {
    const list = await givenList();
    const { body: first } = await list.propose();
    await list.approve(first);
    const { body: again } = await list.propose();
    expect(again).toMatchObject({ state: "PROPOSED", approvedBy: null, version: 3 });
    expect((await list.approve(again, { at: duringIntake })).body.code).toBe("wrong-state");
    expect((await list.propose(list.computed, duringIntake)).body.code).toBe("wrong-state");
  });
});

describe("a list that comes in a file", () => {
  const header =
    "学会编码,统一社会信用代码,学会年检,中国科协统计年鉴数据,中国科协业务部门评价数据,公开可获取的大数据";

  async function givenFile(definition = cast2021) {
    const list = await givenList(definition);
    const bring = (file: { csv?: string; xlsx?: string }, isDryRun = false, at = beforeOpening) =>
      answerTo(handler, routes.importRecommendedList, {
        ...{ at, token: list.first.token, headers: onceKey(), params: { id: list.round.id } },
        body: { ...file, fileName: "建议名单.csv", isDryRun },
      });
    const read = () =>
      answerTo(handler, routes.getRecommendedList, {
        ...{ at: beforeOpening, token: list.second.token, params: { id: list.round.id } },
      });
    const start = ({ society: { code, uscc } }: typeof list.one) => `${code},${uscc}`;
    return { ...list, bring, read, start };
  }
  const faultsOf = ({ faults }: { faults: { line: number; column: string | null; code: string }[] }) =>
    faults.map(({ line, column, code }) => `${line} ${column} ${code}`);

  it("of values is computed as one that was sent, and its empty cells are missing values", async () => {
    const { one, other, bring, start, approve } = await givenFile();
    const csv = [header, `${start(one)},95,60,60,60.5`, `${start(other)},100,100,100,`].join("\n");
    const { status, body } = await bring({ csv });
    expect([status, body.how, body.rows, body.listed]).toEqual([200, "computed", 2, 1]);
    expect(body.list).toMatchObject({
      ...{ state: "PROPOSED", how: "computed", origin: "建议名单.csv", version: 1 },
      societies: [
        { societyCode: one.society.code, score: "68.875" },
        { missing: ["public"], rank: null },
      ],
    });
    expect((await approve(body.list)).body.state).toBe("APPROVED");
  });

  it("of sources is taken as it was made, from a workbook as from a CSV", async () => {
    const { one, other, bring, row } = await givenFile({ ...cast2021, recommendedList: null });
    const cells = [
      ["学会编码", "统一社会信用代码", "依据"],
      [row(one).code, row(one).uscc, "年检；公开数据"],
      [row(other).code, row(other).uscc, "statistical-yearbook、部门评价"],
    ];
    const sheet = cells.map((line) => line.map((value) => ({ value, type: String })));
    const xlsx = Buffer.from(await writeXlsxFile(sheet).toBuffer()).toString("base64");
    const csv = cells.map((line) => line.join(",")).join("\n");
    const sources = [
      { sources: ["annual-inspection", "public-data"] },
      { sources: ["statistical-yearbook", "department-evaluation"] },
    ];
    for (const file of [{ xlsx }, { csv }]) {
      const { body } = await bring(file);
      expect(body).toMatchObject({ how: "imported", listed: 2, list: { societies: sources } });
    }
  });

  it("with bad rows says every one at once by its line, in a dry run as in earnest, and proposes nothing", async () => {
    const { one, other, bring, start, read } = await givenFile();
    const csv = [
      header,
      `${start(one)},95,60,60,60`,
      `${start(one)},95,60,60,60`,
      `${other.society.code},${one.society.uscc},101,60,60,0.123`,
      `Z-999,${other.society.uscc},1,1,1,1`,
      `A01,,1,1,1,1`,
      `${start(other)},1,1`,
    ].join("\n");
    const expected = [
      "3 code duplicate-code",
      "4 inspection bad-value",
      "4 public bad-value",
      "5 code not-registered",
      "6 code bad-code",
      "6 uscc required",
      "7 null cells-differ",
    ];
    const dry = await bring({ csv }, true);
    expect([dry.status, dry.body.list]).toEqual([200, null]);
    expect(faultsOf(dry.body)).toEqual(expected);
    const earnest = await bring({ csv });
    expect([earnest.status, earnest.body.code]).toEqual([400, "invalid-register"]);
    expect(faultsOf(earnest.body)).toEqual(expected);
    expect((await read()).status).toBe(404);
  });

  it("that is sound is tried without being proposed", async () => {
    const { one, bring, start, read } = await givenFile();
    const { body } = await bring({ csv: `${header}\n${start(one)},95,60,60,60` }, true);
    expect(body).toMatchObject({ rows: 1, listed: 1, faults: [], list: null, isDryRun: true });
    expect((await read()).status).toBe(404);
  });

  it.each([
    ["without rows", header, ["1 null no-rows"]],
    ["with a column that nobody knows", `${header},颜值\nA-01,x,1,1,1,1,9`, ["1 null column-unknown"]],
    [
      "without a column",
      "学会编码,统一社会信用代码,学会年检\nA-01,x,1",
      ["1 yearbook", "1 evaluation", "1 public"],
    ],
    ["in GBK", "\u{d1a7}\ufffd", ["1 null not-utf8"]],
  ])("%s is refused with what is wrong", async (_, csv, expected) => {
    const { bring } = await givenFile();
    const { body } = await bring({ csv }, true);
    expect(faultsOf(body).map((fault, at) => fault.slice(0, expected[at]?.length))).toEqual(expected);
  });

  it("comes too late once the round has opened", async () => {
    const { one, bring, start } = await givenFile();
    const csv = `${header}\n${start(one)},95,60,60,60`;
    expect((await bring({ csv }, false, duringIntake)).body.code).toBe("wrong-state");
  });
});
