import { describe, expect, it } from "vitest";
import { refusedFor } from "../../functions/uploads/open-for.ts";
import type { Application } from "../../shared/contract/applications.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { closesAt, duringIntake, givenDraft, openRound } from "../applications/given.ts";

const until = Instant.parse("2021-11-20T15:59:59.999Z");
const late = (instant: string) => Instant.parse(new Date(Date.parse(instant) + 1).toISOString());
const now = Instant.parse(duringIntake);

let draft: Application;
const given = async (change: Partial<Application>): Promise<Application> => {
  draft ??= (await givenDraft(await openRound())).application;
  return { ...((await applications.get(draft)) ?? draft), ...change };
};
const codeOf = async (change: Partial<Application>, at: Instant, kind = "stamped") =>
  refusedFor(await given(change), kind, at)?.code;

describe("files may be uploaded", () => {
  it("for a draft and for a returned application, until the very instant of its own deadline", async () => {
    for (const state of ["DRAFT", "RETURNED"] as const) {
      expect(await codeOf({ state }, closesAt)).toBeUndefined();
      expect(await codeOf({ state }, late(closesAt))).toBe("deadline-passed");
    }
  });

  it("for no other state of an application", async () => {
    for (const state of ["SUBMITTED", "WITHDRAWN", "EXPIRED"] as const) {
      expect(await codeOf({ state }, now)).toBe("wrong-state");
    }
  });

  it("of a submitted application only in place of a file that was refused, as long as its correction is open", async () => {
    const corrections = [{ kind: "stamped", until, reasons: ["pdf-launch"] }];
    const change: Partial<Application> = { state: "SUBMITTED", corrections };
    expect(await codeOf(change, until)).toBeUndefined();
    expect(await codeOf(change, late(until))).toBe("wrong-state");
    expect(await codeOf(change, until, "form")).toBe("wrong-state");
  });
});
