import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { Mail } from "../../shared/contract/identity.ts";
import type { NamedRow, RegisterRow } from "../../shared/contract/register.ts";
import { Sha256, SocietyCode } from "../../shared/kernel/ids.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import { postFile } from "./applicant.ts";
import { type Caller, callerOf, newKey, refusalOf } from "./caller.ts";
import { demoFont } from "./font.ts";
import { layOut } from "./page-layout.ts";
import type { RoundPlan } from "./plan.ts";
import { officersOf, type Play } from "./play.ts";
import { inventedUscc, makeRegister } from "./register.ts";
import type { PublicSociety } from "./societies.ts";
import { textPdf } from "./text-pdf.ts";

/** Invented, like every number that begins so. */
const phone = "010-00000001";

/** The society of which the register names nobody at first: the last one that is not asked to apply, and does not. */
const aloneOf = (societies: readonly PublicSociety[], { applicants, recommended }: RoundPlan) => {
  const applies = new Set(applicants.map(({ society }) => society.code));
  return societies.findLast(({ code }) => !recommended.has(code) && !applies.has(code));
};

/** The register as it comes to the office: one society's contacts are not known. */
export function withoutContacts(
  rows: readonly NamedRow[],
  { societies, plan }: Pick<Play, "societies" | "plan">,
): RegisterRow[] {
  const alone = aloneOf(societies, plan)?.code;
  return rows.map((row) => (row.code === alone ? { ...row, filler: null, approver: null } : row));
}

/** A letter that authorises two people, with a drawn seal. */
function letterOf(society: PublicSociety, names: readonly string[]): Uint8Array<ArrayBuffer> {
  const paragraphs = [
    "授权书（演示）",
    society.name_zh,
    `兹授权${names.join("、")}办理本单位申报事宜。`,
    "（公章）",
  ];
  return new Uint8Array(textPdf(layOut(demoFont(), paragraphs, "演示"), society.name_zh));
}

const proofPollMs = 200;
/** A minute: more than a letter of one page takes to inspect on any machine. */
const proofPolls = 300;

type Proof = Parameters<Caller["rounds"]["proveRegistration"]>[0];

/** Types the code until the letter has been looked at, as whoever registers does. */
async function proveWhenInspected(stranger: Caller, proof: Proof): Promise<void> {
  for (let poll = 1; ; poll += 1) {
    const refused = await refusalOf(stranger.rounds.proveRegistration(proof));
    if (refused === undefined) return;
    if (refused !== "file-not-landed" || poll === proofPolls) throw new Error(`the letter: ${refused}`);
    await wait(proofPollMs);
  }
}

interface Registered {
  society: PublicSociety;
  row: NamedRow;
  /** Who registers first, and is replaced later by whom the play's register names. */
  first: { name: string; mail: Mail };
}

/** A society that is not known to the office registers with its sealed letter; an officer approves by it. */
async function register(play: Play, { society, row, first }: Registered): Promise<void> {
  const { local, checks } = play;
  const stranger = callerOf(local.url);
  const bytes = letterOf(society, [first.name, row.approver.name]);
  const sha256 = Sha256.parse(createHash("sha256").update(bytes).digest("hex"));
  const asked = await stranger.rounds.requestRegistration({
    body: {
      society: inventedUscc(society),
      filler: { ...first, phone },
      approver: { ...row.approver, phone },
      letter: { bytes: bytes.length, sha256 },
    },
  });
  const params = { id: asked.id };
  const code = await local.codeTo(first.mail);
  checks.equal(
    "a registration waits for its sealed letter",
    await refusalOf(stranger.rounds.proveRegistration({ params, body: { code } })),
    "file-not-landed",
  );
  await postFile(asked.post, { name: "授权书.pdf", bytes });
  await proveWhenInspected(stranger, { params, body: { code } });
  const { first: officer, second } = await officersOf(play);
  const { items } = await officer.rounds.listRegistrations({ query: {} });
  const [open] = items;
  checks.equal(
    "an officer sees the registration beside the register's entry, which names nobody",
    [open?.id, open?.register?.code, open?.register?.filler],
    [asked.id, society.code, null],
  );
  const { url } = await officer.rounds.readAuthorisation({ params });
  const letter = await fetch(url);
  checks.equal(
    "and opens the letter",
    [letter.status, letter.headers.get("content-type")],
    [200, "application/pdf"],
  );
  await letter.arrayBuffer();
  const body = { version: open?.version ?? 1, isApproved: true, reason: "授权书盖章齐全（演示）" };
  const decision = { params, body };
  await officer.rounds.decideRegistration({ key: newKey(), ...decision });
  checks.equal(
    "of two officers who decide, the second is told that it is done",
    await refusalOf(second.rounds.decideRegistration({ key: newKey(), ...decision })),
    "wrong-state",
  );
  await local.idle();
}

/** How many letters to an address say this in their subject. */
const told = async ({ local }: Play, mail: string, word: string): Promise<number> =>
  (await local.subjectsTo(mail)).filter((subject) => subject.includes(word)).length;

/** The filler changes; the approver sees it to that, and everybody reads who left, who came, and why. */
async function replace(play: Play, { society, row, first }: Registered): Promise<void> {
  const { local, checks } = play;
  const left = await local.signIn(first.mail);
  const approver = await local.signIn(row.approver.mail);
  const of = { code: SocietyCode.parse(society.code) };
  const body = { leaves: first.mail, ...row.filler, phone, reason: "人员调动（演示）" };
  await approver.identity.replaceContact({ key: newKey(), params: { ...of, role: "filler" }, body });
  checks.equal("who is replaced is out at once", await refusalOf(left.identity.getMe({})), "unauthenticated");
  await local.idle();
  checks.equal("who left is told", await told(play, first.mail, "已更换"), 1);
  const came = await (await local.signIn(row.filler.mail)).identity.getMe({});
  checks.equal("and the successor is in", [came.societyCode, came.roles], [society.code, ["filler"]]);
  const { items } = await approver.rounds.listContactChanges({ params: of });
  checks.equal(
    "the society's history says by what each of its people came",
    items.map(({ importFile, after }) => [importFile, after.filler?.mail]),
    [
      ["authorisation-letter", first.mail],
      ["replacement", row.filler.mail],
    ],
  );
}

/** The approver is away for a week: a deputy acts under the own name, and is out when the role is taken back. */
async function lend(play: Play, { society, row, first }: Registered): Promise<void> {
  const { local, checks, definition } = play;
  const approver = await local.signIn(row.approver.mail);
  const params = { code: SocietyCode.parse(society.code) };
  const from = definition.timetable.opens.at;
  const span = { from, until: plusSeconds(from, 7 * 86_400), reason: "出差（演示）" };
  const asFiller = { name: first.name, mail: first.mail, ...span };
  checks.equal(
    "who was the filler does not become the approver's deputy",
    await refusalOf(approver.identity.grantDelegation({ key: newKey(), params, body: asFiller })),
    "second-person-required",
  );
  const mail = Mail.parse(`deputy.${row.approver.mail}`);
  const body = { name: "代审人（虚构）", mail, ...span };
  const made = await approver.identity.grantDelegation({ key: newKey(), params, body });
  await local.idle();
  const deputy = await local.signIn(mail);
  const acting = await deputy.identity.getMe({});
  checks.equal(
    "a deputy acts in the role that is lent",
    [acting.roles, acting.name],
    [["approver"], body.name],
  );
  const { items } = await approver.identity.listDelegations({ params });
  checks.equal("and stands in the society's record", items.length, 1);
  const ending = {
    params: { ...params, id: made.id },
    body: { version: made.version, reason: "提前返回（演示）" },
  };
  await approver.identity.endDelegation({ key: newKey(), ...ending });
  checks.equal("until the role is taken back", await refusalOf(deputy.identity.getMe({})), "unauthenticated");
  await local.idle();
  checks.equal("of which the deputy is told", await told(play, mail, "委托"), 2);
}

/** A society without a contact gets in, and its people change. */
export async function playAccess(play: Play): Promise<void> {
  const society = aloneOf(play.societies, play.plan);
  const [row] = society ? makeRegister([society], play.plan) : [];
  if (!society || !row) throw new Error("the plan leaves no society without a contact");
  const first = { name: "首任填报人（虚构）", mail: Mail.parse(`first.${row.filler.mail}`) };
  await register(play, { society, row, first });
  await replace(play, { society, row, first });
  await lend(play, { society, row, first });
}
