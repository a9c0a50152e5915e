import { expect, it } from "vitest";
import { playConsent } from "../../cli/demo/scene-consent.ts";
import { stageOf } from "./stage.ts";

const begin = stageOf(["events", "identity", "rounds"]);

it("who declines the consent text is kept out until accepting, and may withdraw, as deployed", async () => {
  const play = await begin([]);
  await playConsent(play);
  expect(play.checks.failed()).toEqual([]);
  expect(play.checks.all.length).toBeGreaterThan(4);
  expect(await play.local.refusals()).toEqual([]);
});
