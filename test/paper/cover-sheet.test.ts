import encodeQR from "qr";
import decodeQR from "qr/decode.js";
import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/paper/api.ts";
import { coverCodeIn, coverText } from "../../functions/paper/cover-code.ts";
import { paper as routes } from "../../shared/contract/paper.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { ApplicationId } from "../../shared/kernel/ids.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { signedIn } from "../given.ts";
import { arrivedAt, givenAwaited } from "./given.ts";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

const scale = 10;

/** A page's QR code as a camera sees it: each dark square of its path, ten pixels wide. */
function picture(page: string) {
  const path = / d="([^"]+)"/.exec(page)?.[1] ?? "";
  const width = Number(/viewBox="0 0 (\d+)/.exec(page)?.[1]) * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  let [x, y] = [0, 0];
  for (const [, mark, right = "", down = ""] of path.matchAll(/([Mm])(-?\d+) ?(-?\d+)/g)) {
    [x, y] = mark === "M" ? [Number(right), Number(down)] : [x + Number(right), y + Number(down)];
    for (let row = y * scale; row < (y + 1) * scale; row++)
      for (let column = x * scale; column < (x + 1) * scale; column++)
        data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3);
  }
  return { width, height: width, data };
}

async function sheetsOf(token: string, id: string, query: Record<string, string> = {}) {
  return answerTo(handler, routes.getCoverSheets, { at: arrivedAt, token, params: { id }, query });
}

describe("cover sheets", () => {
  it("are a page for each of 15 sets, with receipt, application and check code, for the society's people", async () => {
    const { filler, application, submitted, checkCode } = await givenAwaited(round);
    const { status, headers, body } = await sheetsOf(filler.token, application.id);
    expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    expect(body.match(/<section>/g)).toHaveLength(15);
    for (const words of [
      "第 15 份，共 15 份",
      submitted.receipt.number,
      application.id,
      checkCode,
      "西511室",
    ])
      expect(body).toContain(words);
  });

  it("of one set is that page alone; of one beyond the last there is none", async () => {
    const { filler, application } = await givenAwaited(round);
    const one = await sheetsOf(filler.token, application.id, { set: "3" });
    expect(one.body.match(/第 \d+ 份/g)).toEqual(["第 3 份"]);
    expect((await sheetsOf(filler.token, application.id, { set: "16" })).status).toBe(404);
    const stranger = await signedIn("filler", { societyCode: "Z-999Z" });
    expect((await sheetsOf(stranger.token, application.id)).status).toBe(404);
  });

  it("have a QR code that a scanner reads: application, set and check code, and nobody's name", async () => {
    const { filler, application, checkCode } = await givenAwaited(round);
    const { body } = await sheetsOf(filler.token, application.id, { set: "7" });
    const read = decodeQR(picture(body));
    expect(read).toBe(`LINXUAN-PAPER/${application.id}/7/${checkCode}`);
    expect(coverCodeIn(read)).toEqual({ applicationId: application.id, number: 7, checkCode });
  });
});

describe("what a scanner read", () => {
  const id = ApplicationId.parse("app_01HR65DM80HYYQSZ1YXSNETEK8");

  it.each([
    "",
    "LINXUAN-PAPER",
    `LINXUAN-PAPER/${id}/0/0123abcd`,
    `LINXUAN-PAPER/${id}/1/0123abc`,
    `LINXUAN-PAPER/${id}/1/0123abcd/x`,
    "LINXUAN-PAPER/app_x/1/0123abcd",
    encodeQR("x", "ascii"),
  ])("is no cover sheet: %j", (scanned) => {
    expect(coverCodeIn(scanned)).toBeUndefined();
  });

  it("is read with the line end that scanners add", () => {
    const code = { applicationId: id, number: 15, checkCode: "0123abcd" };
    expect(coverCodeIn(`${coverText(code)}\r\n`)).toEqual(code);
  });
});
