import { coverText } from "../../functions/paper/cover-code.ts";
import { inZone } from "../../shared/kernel/time.ts";
import { checkCodeOf } from "../../shared/programme/check-code.ts";
import type { Applied } from "./applied.ts";
import { allOf, newKey, refusalOf } from "./caller.ts";
import { momentsOf, type OpenRound, officersOf, type Play } from "./play.ts";

const numbered = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** The society whose application was returned and came back has two versions that may lie on paper. */
const ofPlay = (applied: readonly Applied[]) =>
  applied.find(({ applicant }) => applicant.course === "returned");

/** 13 of 15 copies come by courier and are booked in; one of an earlier version is refused; the shortage is listed. */
export async function playPaper(
  play: Play,
  applied: readonly Applied[],
  { roundId }: OpenRound,
): Promise<void> {
  const { local, definition, checks } = play;
  const sender = ofPlay(applied);
  const rule = definition.documents.paper;
  if (!sender || !rule) return;
  const { id } = sender;
  const params = { id };
  const filler = await local.signIn(`filler.${sender.applicant.society.code.toLowerCase()}@society.example`);
  const { first, second } = await officersOf(play);
  const { copies } = await filler.paper.getPaper({ params });
  const [earlier, standing] = copies.printings.map(({ sha256 }) => checkCodeOf(sha256));
  const sheets = Buffer.from(await filler.paper.getCoverSheets({ params, query: {} })).toString("utf8");
  checks.equal("each of the copies has its cover sheet", sheets.split("<section>").length - 1, rule.count);
  const sentOn = rule.deadline.namedOn;
  const parcel = { courier: "中国邮政（演示）", courierNumber: "EMS0001", sets: numbered(1, 13), sentOn };
  const { id: parcelId } = await filler.paper.announceParcel({ key: newKey(), params, body: parcel });
  const mistaken = await filler.paper.announceParcel({ key: newKey(), params, body: parcel });
  await filler.paper.cancelParcel({ params: { id, parcelId: mistaken.id } });
  const arrivedOn = inZone(momentsOf(definition).afterIntake, rule.deadline.zone).date;
  const came = { arrivedOn, sentOn };
  const sets = numbered(1, 13).map((number) => ({
    scanned: coverText({ applicationId: id, number, checkCode: standing ?? "" }),
    checkCode: standing ?? "",
  }));
  const booked = await first.paper.bookSets({ key: newKey(), params, body: { ...came, parcelId, sets } });
  checks.equal("13 of 15 copies are booked in, and two are missing", booked.tally.missing, [14, 15]);
  checks.equal("what was sent in time is not late", booked.tally.late, []);
  const outdated = { ...came, sets: [{ number: 14, checkCode: earlier ?? "" }] };
  checks.equal(
    "a copy of an earlier version is refused by the code in its footer",
    await refusalOf(second.paper.bookSets({ key: newKey(), params, body: outdated })),
    "paper-other-version",
  );
  const twice = { ...came, sets: [{ number: 13, checkCode: standing ?? "" }] };
  checks.equal(
    "no copy is counted twice",
    await refusalOf(second.paper.bookSets({ key: newKey(), params, body: twice })),
    "set-already-booked",
  );
  const becomes = { ...came, courier: parcel.courier, courierNumber: "EMS0002" };
  await second.paper.correctSet({
    key: newKey(),
    params,
    body: { version: booked.copies.version, number: 13, becomes, reason: "快递单号登记有误（演示）。" },
  });
  const short = await allOf((query) => first.paper.listShortages({ params: { roundId }, query }));
  checks.equal(
    "the shortage is listed with its numbers",
    short.find(({ applicationId }) => applicationId === id)?.tally.missing,
    [14, 15],
  );
  await local.idle();
}

/** Days after the deadline for paper whoever is short was told. */
export async function checkShortageTold(play: Play, applied: readonly Applied[], { roundId }: OpenRound) {
  const { first } = await officersOf(play);
  const short = await allOf((query) => first.paper.listShortages({ params: { roundId }, query }));
  const own = short.find(({ applicationId }) => applicationId === ofPlay(applied)?.id);
  play.checks.equal(
    "whose copies are short was told so after the deadline for paper",
    [own?.state, short.every(({ state }) => state === "CALLED")],
    ["CALLED", true],
  );
}
