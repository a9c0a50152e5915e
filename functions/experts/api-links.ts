import type { experts as routes } from "../../shared/contract/experts.ts";
import type { ImportRecord } from "../../shared/contract/register-record.ts";
import { type SocietyCode, SocietyLinkId } from "../../shared/kernel/ids.ts";
import { LocalDate, plusSeconds } from "../../shared/kernel/time.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import type { Write } from "../../shared/store/entity.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { societyLinks } from "../../shared/store/published/society-links.ts";
import {
  inOrder,
  judgeLinks,
  type LinkChange,
  linkChanges,
  linkLines,
  linkTemplate,
  nextLink,
} from "./link-file.ts";
import { graphTurns, turned } from "./records.ts";

type Routes = typeof routes;

/** Societies whose ties are read side by side. */
const atOnce = 16;
/** A transaction takes a hundred items; one is the answer under its Idempotency-Key. */
const itemsAtOnce = 98;
/** A date is compared with the latest day that it is anywhere: nobody's today is in the future. */
const furthestEastSeconds = 14 * 3600;

/** The ties of some societies as they stand, with the turns that were read before them. */
async function heldOf(codes: readonly SocietyCode[]) {
  const turns = await graphTurns.getMany(codes.map((societyCode) => ({ societyCode })));
  const held = new Map<SocietyCode, Awaited<ReturnType<typeof societyLinks.list>>>();
  for (let from = 0; from < codes.length; from += atOnce) {
    const some = codes.slice(from, from + atOnce);
    const read = await Promise.all(some.map((code) => societyLinks.list(code)));
    for (const [at, code] of some.entries()) held.set(code, read[at] ?? []);
  }
  return { held, turnOf: new Map(turns.map((turn) => [turn.societyCode, turn])) };
}

/** Ties of societies from a file: every fault at once, and nothing is taken over while there is one. */
export async function importSocietyLinks(call: Call<Routes["importSocietyLinks"]>) {
  const { csv, xlsx, fileName, isDryRun } = call.body;
  const file = csv ?? Buffer.from(xlsx ?? "", "base64");
  const today = LocalDate.parse(plusSeconds(call.now, furthestEastSeconds).slice(0, 10));
  const judged = judgeLinks(linkLines(file), { registered: await societies.all("all"), today });
  const { held, turnOf } = await heldOf([...new Set(judged.rows.map(({ societyCode }) => societyCode))]);
  const { changes, faults: beside } = linkChanges(judged.rows, held, call.standsAsideFrom);
  const faults = inOrder([...judged.faults, ...beside]);
  if (faults.length > 0 && !isDryRun) throw call.refuse("invalid-link-file", { faults });
  const recorded: ImportRecord = {
    ...{ importHash: sha256Of(file), importFile: fileName },
    ...{ importedBy: call.actor.id, importedAt: call.now },
  };
  const counted = (what: LinkChange["what"]) => changes.filter((one) => one.what === what).length;
  const rows = judged.rows.length - beside.length;
  const answer = {
    ...{ rows, added: counted("new"), changed: counted("changed"), withdrawn: counted("withdrawn") },
    ...{ unchanged: rows - changes.length, fileHash: recorded.importHash, isDryRun, faults },
    changes: isDryRun
      ? changes.map(({ row: { line, societyCode, fact }, what }) => ({
          ...{ line, societyCode, kind: fact.kind, what },
        }))
      : [],
  };
  if (isDryRun) return answer;
  const groups = grouped(changes);
  const writesOf = (group: readonly LinkChange[]): Write[] => {
    const codes = [...new Set(group.map(({ row }) => row.societyCode))];
    const moved = codes.map((code) => {
      const before = turnOf.get(code);
      turnOf.set(code, { societyCode: code, version: (before?.version ?? 0) + 1 });
      return turned(code, before);
    });
    const written = group.map((change) => {
      const next = nextLink(change, { id: SocietyLinkId.parse(call.newId("societyLink")), recorded });
      return change.held ? societyLinks.replace(next) : societyLinks.create(next);
    });
    return [...moved, ...written];
  };
  // An import that dies between two transactions is finished by its retry: rows already taken over are unchanged then.
  for (const group of groups.slice(0, -1)) await call.commitPart({ writes: writesOf(group) });
  return call.commit({ writes: writesOf(groups.at(-1) ?? []), answer });
}

/** Changes by what one transaction takes: each is an item, and each society another. */
function grouped(changes: readonly LinkChange[]): LinkChange[][] {
  const groups: LinkChange[][] = [];
  let codes = new Set<SocietyCode>();
  for (const change of changes) {
    const last = groups.at(-1);
    const { societyCode } = change.row;
    const items = (last?.length ?? 0) + codes.size + (codes.has(societyCode) ? 1 : 2);
    if (last === undefined || items > itemsAtOnce) {
      groups.push([change]);
      codes = new Set([societyCode]);
    } else {
      last.push(change);
      codes.add(societyCode);
    }
  }
  return groups;
}

export const getSocietyLinkTemplate = async () => linkTemplate();

export async function listSocietyLinks(call: Call<Routes["listSocietyLinks"]>) {
  const { code } = call.params;
  const [known] = await societies.getMany([{ code }]);
  if (!known) throw call.refuse("not-found");
  return { items: await societyLinks.list(code) };
}
