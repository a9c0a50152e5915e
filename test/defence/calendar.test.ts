import { describe, expect, it } from "vitest";
import { calendarOf } from "../../functions/defence/calendar.ts";
import { sessionEntry, slotEntry } from "../../functions/defence/entries.ts";
import { RoundId } from "../../shared/kernel/ids.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import fc from "../chance.ts";
import { readCalendar } from "./calendar-reader.ts";
import { applicationId, expertId, length, quarter, room, span } from "./given-laying.ts";

const reader = { round: cast2021.names, zone: cast2021.zone, language: "zh-CN" as const };
const slot = {
  ...{ applicationId: applicationId(1), place: room("科技会堂, B座; 301\\二层"), changedIn: 4 },
  ...span(0, 1),
};
const made = (method: "PUBLISH" | "CANCEL", entry = slotEntry(slot, { ...reader, defence: length })) =>
  calendarOf({
    ...{ method, madeAt: quarter(-200), entries: [entry] },
    organizer: { name: "中国科协学会服务中心", mail: "SJYL@cast.org.cn" },
  });

describe("a calendar file", () => {
  it("has lines of at most 75 octets that end in CRLF, and no torn character", () => {
    const text = made("PUBLISH");
    expect(text.endsWith("\r\n")).toBe(true);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(text).toContain("PRODID:-//Linxuan//Defence//ZH\r\n");
    for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text).not.toContain("\ufffd");
  });

  it("says in UTC when it is and in the round's zone by name, and has place and link", () => {
    const { method, events } = readCalendar(made("PUBLISH"));
    expect(method).toBe("PUBLISH");
    expect(events).toEqual([
      expect.objectContaining({
        UID: `${applicationId(1)}.defence@linxuan`,
        SEQUENCE: "4",
        STATUS: "CONFIRMED",
        DTSTART: "2021-12-06T01:00:00Z",
        DTEND: "2021-12-06T01:15:00Z",
        LOCATION: "科技会堂, B座; 301\\二层",
        DESCRIPTION: expect.stringContaining("2021年12月6日（星期一）09:00:00 Asia/Shanghai"),
        ORGANIZER: "mailto:SJYL@cast.org.cn",
      }),
    ]);
    const link = "https://meeting.example/j/1?a=1,2";
    const video = slotEntry(
      { ...slot, place: { kind: "video", link } },
      { ...reader, language: "en", defence: length },
    );
    expect(readCalendar(made("PUBLISH", video)).events[0]).toMatchObject({
      URL: link.replace(",", "%2C"),
      LOCATION: link,
    });
  });

  it("takes a slot out again under the same name and a higher number", () => {
    const { method, events } = readCalendar(made("CANCEL"));
    expect(method).toBe("CANCEL");
    expect(events[0]).toMatchObject({ UID: `${applicationId(1)}.defence@linxuan`, STATUS: "CANCELLED" });
  });

  it("tells two experts' entries of a session apart", () => {
    const roundId = RoundId.parse(`rnd_${"0".repeat(26)}`);
    const session = { key: "am", place: room("301"), changedIn: 1, ...span(0, 8) };
    const uidOf = (number: number) =>
      sessionEntry(session, { ...reader, roundId, expertId: expertId(number) }).uid;
    expect(uidOf(1)).not.toBe(uidOf(2));
  });

  it("gives back whatever text it was given, line breaks of every kind as one", () => {
    const texts = fc.string({ unit: "grapheme", maxLength: 200 });
    fc.assert(
      fc.property(texts, (text) => {
        const entry = { ...slotEntry(slot, { ...reader, defence: length }), summary: `答${text}辩` };
        const read = readCalendar(made("PUBLISH", entry)).events[0]?.SUMMARY;
        const plain = `答${text}辩`.replace(/\r\n?/g, "\n").replace(/(?!\n)\p{Cc}/gu, " ");
        expect(read).toBe(plain);
      }),
    );
  });
});
