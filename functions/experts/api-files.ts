import type { Expert, experts as routes } from "../../shared/contract/experts.ts";
import { Mail } from "../../shared/contract/mail.ts";
import { expertRecorded } from "../../shared/events/experts.ts";
import { ExpertId } from "../../shared/kernel/ids.ts";
import { holdsIdentityData } from "../../shared/kernel/personal-numbers.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { type Fact, fact } from "../../shared/runtime/facts.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import type { Write } from "../../shared/store/entity.ts";
import { experts } from "../../shared/store/published/experts.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { type ExpertChange, expertChange, isIdentified } from "./expert-change.ts";
import { expertLines, expertTemplate, judgeExperts, mailsIn } from "./expert-file.ts";
import { expertClaims, foundApart } from "./records.ts";

type Routes = typeof routes;

/** The pool: of whom the file speaks as last written, of the others as the index has them. */
async function poolFor(mails: readonly string[]): Promise<Expert[]> {
  const asked = [...new Set(mails)].flatMap((mail) => Mail.safeParse(mail).data ?? []);
  const [all, claims] = await Promise.all([
    experts.all("all"),
    expertClaims.getMany(asked.map((mail) => ({ mail }))),
  ]);
  const spoken = await experts.getMany(claims.map(({ expertId }) => ({ id: expertId })));
  return [...new Map([...all, ...spoken].map((expert) => [expert.id, expert])).values()];
}

/** The writes and the event of one expert, which are never parted. */
interface Part {
  writes: Write[];
  facts: Fact[];
}

const recordedFact = ({ id, version }: Expert) =>
  fact(expertRecorded, { aggregateId: id, version, payload: { expertId: id } });

function partOf({ next, what }: ExpertChange): Part {
  const write = what === "new" ? experts.create(next) : experts.replace(next);
  const claim =
    what === "new" ? [expertClaims.create({ mail: next.mail, expertId: next.id, version: 1 })] : [];
  return { writes: [...claim, write], facts: [recordedFact(next)] };
}

/** A transaction takes a hundred items; one is the answer under its Idempotency-Key. An expert is four at most. */
const expertsAtOnce = 24;

/** Experts from a file: every fault at once, and nothing is taken over while there is one. */
export async function importExpertFile(call: Call<Routes["importExpertFile"]>) {
  const { csv, xlsx, isDryRun, apart } = call.body;
  if (apart.some(({ reason }) => holdsIdentityData(reason))) throw call.refuse("identity-data-not-taken");
  const file = csv ?? Buffer.from(xlsx ?? "", "base64");
  const lines = expertLines(file);
  const [pool, registered] = await Promise.all([poolFor(mailsIn(lines)), societies.all("all")]);
  const reasonOf = new Map<string, string>(apart.map(({ mail, reason }) => [mail, reason]));
  const ground = { pool, registered, apart: new Set(reasonOf.keys()) };
  const { rows, faults, likely } = judgeExperts(lines, ground);
  if (faults.length > 0 && !isDryRun) throw call.refuse("invalid-expert-file", { faults });
  const heldOf = new Map<string, Expert>(pool.map((expert) => [expert.mail, expert]));
  const changes = rows.flatMap(
    (row) =>
      expertChange(row, heldOf.get(row.mail), {
        id: ExpertId.parse(call.newId("expert")),
        now: call.now,
      }) ?? [],
  );
  const added = changes.filter(({ what }) => what === "new").length;
  const answer = {
    ...{ rows: rows.length, added, changed: changes.length - added },
    unchanged: rows.length - changes.length,
    ...{ fileHash: sha256Of(file), isDryRun, likely, faults },
    changes: isDryRun
      ? changes.map(({ next: { mail, name }, what, columns }) => ({ mail, name, what, columns }))
      : [],
  };
  if (isDryRun) return answer;
  const idOf = new Map<string, ExpertId>([
    ...pool.map(({ mail, id }) => [mail, id] as const),
    ...changes.map(({ next: { mail, id } }) => [mail, id] as const),
  ]);
  const likeOf = new Map(likely.map((one) => [one.mail, one.like]));
  const parts = changes.map((change): Part => {
    const { writes, facts } = partOf(change);
    const from = (likeOf.get(change.next.mail) ?? []).flatMap(({ mail }) => idOf.get(mail) ?? []);
    const reason = reasonOf.get(change.next.mail);
    if (from.length === 0 || reason === undefined) return { writes, facts };
    const found = { expertId: change.next.id, from: from.slice(0, 100), reason };
    const by = { foundBy: call.actor.id, foundAt: call.now, version: 1 as const };
    return { writes: [...writes, foundApart.create({ ...found, ...by })], facts };
  });
  const groups: Part[] = [];
  for (let at = 0; at === 0 || at < parts.length; at += expertsAtOnce) {
    const some = parts.slice(at, at + expertsAtOnce);
    groups.push({ writes: some.flatMap(({ writes }) => writes), facts: some.flatMap(({ facts }) => facts) });
  }
  // An import that dies between two transactions is finished by its retry: rows already taken over are unchanged then.
  for (const group of groups.slice(0, -1)) await call.commitPart(group);
  return call.commit({ ...(groups.at(-1) ?? { writes: [] }), answer });
}

export const getExpertTemplate = async () => expertTemplate();

/** An officer vouches for an expert whose institution or field nobody knows. */
export async function clearExpert(call: Call<Routes["clearExpert"]>) {
  const { version, reason } = call.body;
  if (holdsIdentityData(reason)) throw call.refuse("identity-data-not-taken");
  const held = await experts.get({ id: call.params.id });
  if (!held) throw call.refuse("not-found");
  if (held.version !== version) throw call.refuse("version-conflict");
  if (isIdentified(held)) throw call.refuse("wrong-state", { state: "identified" });
  const cleared = { reason, clearedBy: call.actor.id, clearedAt: call.now };
  const next: Expert = { ...held, cleared, version: held.version + 1 };
  return call.commit({
    writes: [experts.replace(next)],
    facts: [recordedFact(next)],
    answer: { id: next.id, version: next.version },
  });
}
