import { createHash } from "node:crypto";
import { type Round, rounds as routes, type Society } from "../../shared/contract/rounds.ts";
import { societyRecorded } from "../../shared/events/rounds.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { RoundId, Sha256 } from "../../shared/kernel/ids.ts";
import { calendarYears } from "../../shared/kernel/working-days.ts";
import { checkDefinition } from "../../shared/programme/check.ts";
import { calendarFaults } from "../../shared/programme/check-dates.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { serve } from "../../shared/runtime/http.ts";
import { definitionOf, definitions, rounds } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { roundLifecycle } from "./lifecycle.ts";
import { advanced } from "./records.ts";
import { parseRegister } from "./register.ts";
import { changedRows } from "./register-change.ts";

const sha256 = (file: string | Uint8Array) => Sha256.parse(createHash("sha256").update(file).digest("hex"));

/** Societies of one transaction: each is two items (state and fact), a transaction takes a hundred. */
const societiesAtOnce = 45;

export const handler = serve("rounds", routes, {
  createRound: async (call) => {
    const checked = checkDefinition(call.body.definition, { calendarYears: "any" });
    if ("faults" in checked) throw call.refuse("invalid-definition", { faults: checked.faults });
    const { definition } = checked;
    const text = canonicalJson(definition);
    const round: Round = {
      id: RoundId.parse(call.newId("round")),
      programme: definition.id,
      definitionVersion: definition.version,
      definitionHash: sha256(text),
      names: definition.names,
      state: roundLifecycle.initial,
      zone: definition.zone,
      opensAt: definition.timetable.opens.at,
      closesAt: definition.timetable.closes.at,
      reviewOpensAt: definition.timetable.review.fromAt,
      reviewClosesAt: definition.timetable.review.toAt,
      createdBy: call.actor.id,
      createdAt: call.now,
      publishedBy: null,
      publishedAt: null,
      version: 1,
    };
    const frozen = { id: round.id, hash: round.definitionHash, text, version: 1 as const };
    const provisional = calendarFaults(definition, calendarYears);
    return call.commit({
      writes: [rounds.create(round), definitions.create(frozen)],
      answer: { ...round, provisional },
    });
  },

  publishRound: async (call) => {
    const round = await rounds.get({ id: call.params.id });
    if (!round) throw call.refuse("not-found");
    const step = advanced({ ...round, publishedBy: call.actor.id, publishedAt: call.now }, "publish");
    if (!step) throw call.refuse("wrong-state", { state: round.state });
    if (round.version !== call.body.version || round.definitionHash !== call.body.definitionHash) {
      throw call.refuse("version-conflict", { version: round.version, definitionHash: round.definitionHash });
    }
    if (round.createdBy === call.actor.id) throw call.refuse("second-person-required");
    if (call.now > round.closesAt) throw call.refuse("deadline-passed", { closesAt: round.closesAt });
    const faults = calendarFaults(await definitionOf(round), calendarYears);
    if (faults.length > 0) throw call.refuse("calendar-unloaded", { faults });
    return call.commit({ writes: [step.write], facts: [step.fact], answer: step.next });
  },

  getRound: async (call) => {
    const round = await rounds.get({ id: call.params.id });
    if (!round || !mayRead(round, call.actor.roles)) throw call.refuse("not-found");
    return round;
  },

  getDefinition: async (call) => {
    const [round, frozen] = await Promise.all([
      rounds.get({ id: call.params.id }),
      definitions.get({ id: call.params.id }),
    ]);
    if (!round || !frozen || !mayRead(round, call.actor.roles)) throw call.refuse("not-found");
    return { hash: frozen.hash, definition: JSON.parse(frozen.text) };
  },

  listRounds: async (call) => {
    const page = await rounds.page("all", { ...call.query, descending: true });
    return { ...page, items: page.items.filter((round) => mayRead(round, call.actor.roles)) };
  },

  importRegister: async (call) => {
    const registered = await societies.all("all");
    const { csv, xlsx } = call.body;
    const file = csv ?? Buffer.from(xlsx ?? "", "base64");
    const parsed = parseRegister(file, registered);
    if ("faults" in parsed) throw call.refuse("invalid-register", { faults: parsed.faults });
    const { rows } = parsed;
    const importHash = sha256(file);
    const held = new Map(
      (await societies.getMany(rows.map(({ code }) => ({ code })))).map((one) => [one.code, one]),
    );
    const changed = changedRows(rows, held);
    const answer = {
      rows: rows.length,
      societies: changed.length,
      fileHash: importHash,
      isDryRun: call.body.isDryRun,
    };
    if (call.body.isDryRun) return answer;
    const imported = changed.map(
      (row): Society => ({
        ...row,
        importHash,
        importFile: call.body.fileName,
        importedBy: call.actor.id,
        importedAt: call.now,
        version: (held.get(row.code)?.version ?? 0) + 1,
      }),
    );
    const act = (some: readonly Society[]) => ({
      writes: some.map((one) => (one.version === 1 ? societies.create(one) : societies.replace(one))),
      facts: some.map((one) =>
        fact(societyRecorded, {
          aggregateId: one.code,
          version: one.version,
          payload: { societyCode: one.code, importHash },
        }),
      ),
    });
    const chunks = [];
    for (let at = 0; at < imported.length; at += societiesAtOnce)
      chunks.push(imported.slice(at, at + societiesAtOnce));
    // An import that dies between two transactions is finished by its retry: rows already taken over are unchanged then.
    for (const chunk of chunks.slice(0, -1)) await call.commitPart(act(chunk));
    return call.commit({ ...act(chunks.at(-1) ?? []), answer });
  },

  listSocieties: async (call) => societies.page("all", call.query),
});

/** A draft is the officers' own; what is published may be read by all who take part. */
function mayRead(round: Round, roles: readonly string[]): boolean {
  return round.state !== "DRAFT" || roles.includes("officer") || roles.includes("supervisor");
}
