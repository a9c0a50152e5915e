import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planRound } from "../../cli/demo/plan.ts";
import { makeRegister } from "../../cli/demo/register.ts";
import { readSocieties } from "../../cli/demo/societies.ts";
import { formatRegister } from "../../functions/rounds/register-format.ts";
import { applications } from "../../shared/contract/applications.ts";
import { eligibility } from "../../shared/contract/eligibility.ts";
import { identity } from "../../shared/contract/identity.ts";
import { rounds } from "../../shared/contract/rounds.ts";
import { uploads } from "../../shared/contract/uploads.ts";
import { callerOf } from "./caller.ts";
import { expectAllDone } from "./done.ts";
import { type GivenFile, makeFiles } from "./given.ts";
import { type Running, startPrepared } from "./running.ts";
import { submit } from "./storm.ts";
import { uploadFile } from "./upload.ts";

describe("a bus that duplicates, delays and shuffles", () => {
  let running: Running;
  let files: GivenFile[];
  beforeAll(async () => {
    files = await makeFiles();
    running = await startPrepared({ societies: 3 });
    await running.control.disturb({ bus: { seed: 11, duplicate: 0.6, delayMs: 400, shuffle: true } });
  });
  afterAll(() => running.close());

  it("brings a round to the same end: every file, application, account and letter once", async () => {
    const { url, control, ready, officer } = running;
    const societies = readSocieties().slice(-5);
    const csv = formatRegister(makeRegister(societies, planRound(1, societies)));
    await callerOf(url, rounds, officer).importRegister({
      body: { csv, fileName: "register.csv" },
      key: "register-in-disorder",
    });
    await Promise.all(
      ready.map(async (one) => {
        const named = [];
        for (const file of files) {
          const { kind, id } = await uploadFile(url, one, file);
          named.push({ kind, uploadId: id });
        }
        await submit(url, one, `disorder-${one.application.id}`, { uploads: named });
      }),
    );
    await control.idle();

    await expectAllDone(running, ready);
    for (const { application, filler } of ready) {
      const client = callerOf(url, uploads, filler);
      const { items } = await client.listUploads({ params: { id: application.id } });
      const sent = items.filter(({ attempts }) => attempts > 0);
      expect(sent.map(({ state, reasons }) => ({ state, reasons }))).toEqual(
        files.map(() => ({ state: "ACCEPTED", reasons: [] })),
      );
      const { findings } = await callerOf(url, eligibility, officer).getDetermination({
        params: { id: application.id },
      });
      expect(findings.find(({ disqualifier }) => disqualifier === "completeness")?.outcome).toBe("pass");
      const read = callerOf(url, applications, filler).getApplication({ params: { id: application.id } });
      expect(await read).toMatchObject({ application: { state: "SUBMITTED", submissions: 1 } });
    }
    const { items: people } = await callerOf(url, identity, officer).listPeople({ query: { limit: 1000 } });
    const accounts = people.filter(({ societyCode }) => societies.some(({ code }) => code === societyCode));
    expect(accounts).toHaveLength(2 * societies.length);
    expect(new Set(accounts.map(({ mail }) => mail)).size).toBe(2 * societies.length);
  });
});
