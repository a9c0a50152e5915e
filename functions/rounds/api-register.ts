import type { ImportRecord } from "../../shared/contract/register-record.ts";
import type { rounds as routes, Society } from "../../shared/contract/rounds.ts";
import type { TableFault } from "../../shared/contract/table-file.ts";
import type { TableLines } from "../../shared/files/table-lines.ts";
import { SocietyCode } from "../../shared/kernel/ids.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { entriesOf } from "./merge-facts.ts";
import { earlierFacts } from "./records.ts";
import { allowedIn, codesIn, inOrder, judgeRegister, registerLines } from "./register.ts";
import { changeOf } from "./register-change.ts";
import { latestDayAt } from "./register-held.ts";
import { actOf, grouped } from "./step-register.ts";

type Routes = typeof routes;

/** The register as it stands: of whom the file speaks as last written, of the others as the index has them. */
async function heldFor(lines: TableLines): Promise<Map<string, Society>> {
  const codes = codesIn(lines).flatMap((code) => SocietyCode.safeParse(code).data ?? []);
  const [all, spoken] = await Promise.all([
    societies.all("all"),
    societies.getMany([...new Set(codes)].map((code) => ({ code }))),
  ]);
  return new Map([...all, ...spoken].map((society) => [society.code, society]));
}

export async function importRegister(call: Call<Routes["importRegister"]>) {
  const { csv, xlsx, fileName, isDryRun } = call.body;
  const file = csv ?? Buffer.from(xlsx ?? "", "base64");
  const lines = registerLines(file);
  const held = await heldFor(lines);
  const parsed = judgeRegister(lines, { registered: [...held.values()], today: latestDayAt(call.now) });
  const by: ImportRecord = {
    importHash: sha256Of(file),
    importFile: fileName,
    importedBy: call.actor.id,
    importedAt: call.now,
  };
  const sound = "rows" in parsed ? parsed.rows : parsed.sound;
  const { changes, faults: beside } = allowedIn(
    lines,
    sound.flatMap((row) => changeOf(row, held.get(row.code), by) ?? []),
    call.standsAsideFrom,
  );
  const faults: TableFault[] = inOrder([...("faults" in parsed ? parsed.faults : []), ...beside]);
  if (faults.length > 0 && !isDryRun) throw call.refuse("invalid-register", { faults });
  const rows = sound.length - beside.length;
  const added = changes.filter(({ what }) => what === "new").length;
  const answer = {
    rows,
    societies: changes.length,
    added,
    changed: changes.length - added,
    unchanged: rows - changes.length,
    fileHash: by.importHash,
    isDryRun,
    changes: isDryRun
      ? changes.map(({ next, what, columns }) => ({ code: next.code, nameZh: next.names.zh, what, columns }))
      : [],
    faults,
  };
  if (isDryRun) return answer;
  const groups = grouped(changes);
  // An import that dies between two transactions is finished by its retry: rows already taken over are unchanged then.
  for (const group of groups.slice(0, -1)) await call.commitPart(actOf(group));
  return call.commit({ ...actOf(groups.at(-1) ?? []), answer });
}

export const listSocieties = (call: Call<Routes["listSocieties"]>) => societies.page("all", call.query);

export async function getSocietyFacts(call: Call<Routes["getSocietyFacts"]>) {
  const society = await societies.get({ code: call.params.code });
  if (!society) throw call.refuse("not-found");
  const { code, names, nameSince, formerNames, facts, version } = society;
  const earlier = await earlierFacts.list(code);
  return {
    code,
    names,
    nameSince,
    formerNames,
    current: entriesOf(facts),
    // What an import ended since the society was read still stands in `current`.
    earlier: earlier.filter(({ societyVersion }) => societyVersion <= version),
    version,
  };
}
