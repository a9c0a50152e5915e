import { beforeAll, describe, expect, it } from "vitest";
import { handler as applicationsApi } from "../../functions/applications/api.ts";
import { dispensations } from "../../functions/applications/records.ts";
import { handler as eligibilityApi } from "../../functions/eligibility/api.ts";
import { secondLooks } from "../../functions/eligibility/records.ts";
import { handler as roundsApi } from "../../functions/rounds/api.ts";
import { handler as uploadsApi } from "../../functions/uploads/api.ts";
import { applications as applicationRoutes } from "../../shared/contract/applications.ts";
import type { Channel } from "../../shared/contract/channel.ts";
import { eligibility } from "../../shared/contract/eligibility.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { rounds as roundRoutes } from "../../shared/contract/rounds.ts";
import type { Twin } from "../../shared/contract/twins.ts";
import { uploads as uploadRoutes } from "../../shared/contract/uploads.ts";
import { DispensationId, newId, PersonId } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { transact } from "../../shared/store/commit.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { twins } from "../../shared/store/published/twins.ts";
import { answerTo } from "../asked.ts";
import { duringExamination } from "../eligibility/given.ts";
import { givenDetermined } from "../eligibility/given-reconsidered.ts";
import { signedIn } from "../given.ts";
import { openRound } from "./given.ts";

const at = Instant.parse(duringExamination);
let round: Round;
let officer: Awaited<ReturnType<typeof signedIn>>;
let came: Map<string, Channel>;

/** One application of each way in, with something of it in every list that officers look through. */
async function listed(channel: Channel) {
  const rejected = await givenDetermined(round, "rejected");
  await rejected.appeal();
  const { named, society } = rejected;
  const held = await applications.get({ id: rejected.application.id });
  const determination = await rejected.current();
  if (!held) throw new Error("it was submitted");
  const { id: applicationId, roundId, societyCode } = held;
  const idOf = (kind: string) => {
    const file = named.find((one) => one.kind === kind);
    if (!file) throw new Error(`no ${kind} was submitted`);
    return file.uploadId;
  };
  const twin: Twin = {
    ...{ applicationId, roundId, societyCode, submission: 1, comparedAt: at, version: 1 },
    ...{ pdfUploadId: idOf("stamped"), wordUploadId: idOf("form"), factsHash: held.definitionHash },
    facts: { templateId: null, title: null, names: [], budgetTotalFen: null },
    comparison: { verdict: "doubt", similarity: 0.9, omitted: 0, findings: [], passages: [] },
  };
  await transact([
    applications.replace({ ...held, channel, version: held.version + 1 }),
    twins.create(twin),
    secondLooks.create({
      ...{ applicationId, roundId, societyCode, state: "OPEN", because: "facts-changed" },
      ...{ findings: [], proposal: "pass", changed: [], determinationVersion: determination.version },
      ...{ since: at, stamps: [], version: 1 },
    }),
    dispensations.create({
      id: DispensationId.parse(newId("dispensation", 1_636_000_000_000, Math.random)),
      ...{ roundId, applicationId, societyCode, kind: "further-return", category: "office-error" },
      ...{ evidence: "已核实", until: null, items: [], state: "PROPOSED", proposedAt: at, reason: null },
      ...{ proposedBy: PersonId.parse(officer.personId), decidedBy: null, decidedAt: null, version: 1 },
    }),
  ]);
  return { applicationId, societyCode: society.code };
}

beforeAll(async () => {
  round = await openRound();
  officer = await signedIn("officer");
  came = new Map();
  for (const channel of ["portal", "mail", "handed-over"] as const)
    came.set((await listed(channel)).applicationId, channel);
});

describe("how an application came", () => {
  const lists = {
    determinations: [eligibilityApi, eligibility.listDeterminations, "roundId"],
    "second looks": [eligibilityApi, eligibility.listSecondLooks, "roundId"],
    appeals: [eligibilityApi, eligibility.listAppeals, "roundId"],
    "doubts about Word form and PDF": [uploadsApi, uploadRoutes.listTwinDoubts, "roundId"],
    "what was given beyond the rule": [applicationsApi, applicationRoutes.listDispensations, "id"],
    "applicants as suppliers": [roundsApi, roundRoutes.listUnregistered, "id", { state: "confirmed" }],
  } as const;

  it.each(Object.entries(lists))(
    "is marked in the list of %s",
    async (_, [handler, route, name, more = {}]) => {
      const params = { [name]: round.id };
      const { status, body } = await answerTo(handler, route, {
        ...{ at, token: officer.token, params, query: { limit: "100", ...more } },
      });
      expect(status).toBe(200);
      const marks = body.items.map((one: { applicationId: string; channel: Channel }) => [
        one.applicationId,
        one.channel,
      ]);
      expect(new Map(marks)).toEqual(came);
    },
  );
});
