import { createHash, createHmac } from "node:crypto";
import { allOf, newKey, refusalOf } from "./caller.ts";
import type { LastPlace } from "./last-place.ts";
import type { Panel } from "./panels.ts";
import { fillerMail, type OpenRound, officersOf, type Play } from "./play.ts";
import { type Defending, nameMaterial, type Prepared, sendMaterial } from "./scene-material.ts";
import { playTimetable } from "./scene-timetable.ts";
import { firstMorningOf } from "./sessions.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** The lot of an application, as anybody can compute it from the seed. */
const lotOf = (seed: string | null, applicationId: string) =>
  createHmac("sha256", Buffer.from(seed ?? "", "hex"))
    .update(applicationId)
    .digest("hex");

/** The two best of those about whom nothing else is planted: they answer and send material in. */
async function defendingOf(
  { local, plan }: Play,
  { order, tied }: LastPlace,
): Promise<[Defending, Defending]> {
  const usual = new Set<string>(
    plan.applicants
      .filter(
        ({ course, planted, wrongFile }) => course === "plain" && planted === null && wrongFile === null,
      )
      .map(({ society }) => society.code),
  );
  const [own, other] = order.filter((panel) => usual.has(panel.societyCode) && !tied.includes(panel));
  if (!own || !other) throw new Error("two usual societies defend");
  const signedIn = async (panel: Panel) => ({
    panel,
    caller: await local.signIn(fillerMail(panel.societyCode)),
  });
  return [await signedIn(own), await signedIn(other)];
}

/** The notice, by two officers, to everybody who defends. */
async function sendNotice({ local, checks }: Play, { roundId: id }: OpenRound, { panel }: Defending) {
  const { first, second } = await officersOf({ local });
  const place = { zh: "科技会堂第一会议室（演示）", en: "Hall of Science, room 1 (demonstration)" };
  const body = { place, link: null, remarks: null };
  const composed = await first.defence.composeDefenceNotice({ key: newKey(), params: { id }, body });
  const approval = { params: { id, number: composed.number }, body: { sha256: composed.sha256 } };
  checks.equal(
    "who composes the notice of the defence does not approve it",
    await refusalOf(first.defence.approveDefenceNotice({ key: newKey(), ...approval })),
    "second-person-required",
  );
  await second.defence.approveDefenceNotice({ key: newKey(), ...approval });
  await local.idle();
  const subjects = await local.subjectsTo(fillerMail(panel.societyCode));
  checks.equal(
    "the notice of the defence is sent once it is approved",
    subjects.filter((one) => one.includes("答辩通知")).length,
    1,
  );
}

/** Who comes is as the programme asks, or the receipt is not taken; officers see who has answered. */
async function answer({ checks, local }: Play, { roundId }: OpenRound, both: readonly Defending[]) {
  const reply = (isOfficeHolder: boolean) => ({
    ...{ attends: true, reason: null, version: 0 },
    presenters: [{ name: "答辩人（虚构）", post: "秘书长", phone: "010-62000000", isOfficeHolder }],
  });
  for (const [at, { panel, caller }] of both.entries()) {
    const give = (isOfficeHolder: boolean) =>
      caller.defence.answerDefenceNotice({
        ...{ key: newKey(), params: { id: panel.applicationId }, body: reply(isOfficeHolder) },
      });
    if (at === 0)
      checks.equal(
        "presenters without an office holder are not taken",
        await refusalOf(give(false)),
        "presenters-unfit",
      );
    await give(true);
  }
  const { first } = await officersOf({ local });
  const rows = await allOf((query) =>
    first.defence.listDefenceReceipts({ params: { id: roundId }, query: { ...query, limit: 100 } }),
  );
  checks.equal(
    "officers see who has answered the notice, and with whom",
    rows.flatMap(({ societyCode, receipt }) =>
      receipt ? [`${societyCode} ${receipt.presenters.length}`] : [],
    ),
    both.map(({ panel }) => `${panel.societyCode} 1`).toSorted(),
  );
  return rows.length;
}

/** The order by lot, from a seed whose hash was shown before the material was in; it freezes that. */
async function draw(
  { checks, local }: Play,
  { roundId: id }: OpenRound,
  before: { seedHash: string | null },
) {
  const { first, second } = await officersOf({ local });
  const { defenders } = await first.defence.drawDefence({
    key: newKey(),
    params: { id },
    body: { version: 1 },
  });
  const { seed, seedHash, lots } = await second.defence.getDefenceDraw({ params: { id } });
  checks.equal(
    "the draw opens a seed of the hash that was shown before, and anybody can draw again",
    [seedHash, sha256(seed ?? ""), lots],
    [before.seedHash, before.seedHash, defenders.map((one) => lotOf(seed, one.applicationId)).toSorted()],
  );
  return defenders;
}

/**
 * From the notice of the defence to a timetable that holds, and a slot that moves. Whatever comes of it, every eligible society
 * defends, as the programme has it; gives the material that is shown.
 */
export async function playDefencePreparation(
  play: Play,
  round: OpenRound,
  lastPlace: LastPlace,
): Promise<Prepared | undefined> {
  const { local, definition, checks, progress } = play;
  const { defence, timetable } = definition;
  const fromAt = timetable.defence?.fromAt;
  if (!fromAt || !defence?.preparation) return undefined;
  const step = progress.step("答辩准备 the defence is prepared", 3);
  const { first } = await officersOf(play);
  const params = { id: round.roundId };
  const { seedHash } = await first.defence.openDefenceDraw({ key: newKey(), params });
  const both = await defendingOf(play, lastPlace);
  const [own, other] = both;
  await sendNotice(play, round, own);
  const many = await answer(play, round, both);
  step.tick();
  const { uploadId, shownHash } = await sendMaterial(play, both);
  const away = (version: number) => ({
    params: { id: own.panel.applicationId },
    body: {
      version,
      spans: [{ ...firstMorningOf({ ...defence, fromAt }), reason: "换届会议（演示）" }],
    },
  });
  await own.caller.defence.stateDefenceBlackouts(away(0));
  step.tick();
  const defenders = await draw(play, round, { seedHash });
  checks.equal("every eligible society is drawn", defenders.length, many);
  checks.equal(
    "the draw freezes the material",
    await refusalOf(nameMaterial(own, uploadId, 1)),
    "material-frozen",
  );
  checks.equal(
    "after the draw a society states no more times as impossible by itself",
    await refusalOf(own.caller.defence.stateDefenceBlackouts(away(1))),
    "wrong-state",
  );
  const panelOf = new Map(lastPlace.order.map((one) => [one.applicationId, one]));
  const panels = defenders.flatMap(({ applicationId }) => panelOf.get(applicationId) ?? []);
  await playTimetable(play, round, { panels, own, other });
  await local.idle();
  step.tick();
  step.end();
  return { own: own.panel, shownHash };
}
