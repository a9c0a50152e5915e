import { expect, it } from "vitest";
import * as z from "zod";
import { importRegister } from "../../cli/demo/office.ts";
import { playAccess } from "../../cli/demo/scene-access.ts";
import { readSocieties } from "../../cli/demo/societies.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { stageOf } from "./stage.ts";

const begin = stageOf(["events", "identity", "rounds", "uploads", "notifications"]);

const Grants = z.array(
  z.object({
    function: z.string(),
    statement: z.object({ actions: z.array(z.string()) }),
    needed: z.boolean(),
  }),
);

/** Whatever is only there for this. */
const own = /(on-registration-asked|on-registration-decided|on-authorisation|on-letter-asked|on-replaced)$/;

it("a society without a contact registers, its filler is replaced and its approver lends the role, as deployed", async () => {
  const play = await begin(readSocieties().slice(-3));
  const { local, checks } = play;
  await importRegister(play);
  await local.idle();
  await local.moveTo(cast2021.timetable.opens.at);
  await playAccess(play);
  expect(checks.failed()).toEqual([]);
  expect(await local.refusals()).toEqual([]);
  expect((await local.idle()).dead).toBe(0);
  const unneeded = Grants.parse(await local.grants()).filter(
    ({ function: name, needed }) => own.test(name) && !needed,
  );
  expect(unneeded.map(({ function: name, statement }) => `${name} ${statement.actions.join()}`)).toEqual([]);
});
