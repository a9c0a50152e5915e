import { handler } from "../../functions/eligibility/api.ts";
import { handler as onSociety } from "../../functions/eligibility/on-society.ts";
import { secondLooks } from "../../functions/eligibility/records.ts";
import { eligibility as routes } from "../../shared/contract/eligibility.ts";
import type { SocietyFacts } from "../../shared/contract/register.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { societyRecorded } from "../../shared/events/rounds.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { factOf, tell } from "../told.ts";
import { duringExamination, givenExamined, partyIncomplete, soundFacts } from "./given.ts";

type Examined = Awaited<ReturnType<typeof givenExamined>>;
type Asking = { token?: string; at?: string; headers?: Record<string, string> };

/** The register learns something and tells it. */
export async function arrives({ registered, society }: Examined, facts: SocietyFacts, version: number) {
  await registered(facts, version);
  const payload = { societyCode: society.code, importHash: society.importHash };
  const told = { aggregateId: society.code, version, at: duringExamination, payload };
  await tell(onSociety, factOf(societyRecorded, told));
}

/** A determined application, with everything that may follow on it. */
export async function givenDetermined(round: Round, decision: "cleared" | "rejected", facts?: SocietyFacts) {
  const usual = decision === "rejected" ? partyIncomplete : soundFacts;
  const examined = await givenExamined(round, { facts: facts ?? usual });
  const { application, approver, officer } = examined;
  const second = await signedIn("officer");
  const third = await signedIn("officer");
  await examined.determine(decision);
  if (decision === "rejected") await examined.determine(decision, { token: second.token });
  const params = { id: application.id };
  const asking = (by: Asking, token: string) => ({
    at: by.at ?? duringExamination,
    token: by.token ?? token,
    headers: by.headers ?? onceKey(),
  });
  return {
    ...examined,
    second,
    third,
    look: () => secondLooks.get({ applicationId: application.id }),
    settle: async (settled: "stands" | "reopen", by: Asking & { version?: number } = {}) =>
      answerTo(handler, routes.settleSecondLook, {
        ...asking(by, officer.token),
        params,
        body: {
          version: by.version ?? (await secondLooks.get({ applicationId: application.id }))?.version ?? 1,
          decision: settled,
          reason: "已复核",
        },
      }),
    appeal: (by: Asking & { disqualifier?: string; evidenceUploadId?: string } = {}) =>
      answerTo(handler, routes.lodgeAppeal, {
        ...asking(by, approver.token),
        params,
        body: {
          disqualifier: by.disqualifier ?? "party-organisation",
          grounds: "党组织已于10月换届完成，台账未更新。",
          ...(by.evidenceUploadId !== undefined && { evidenceUploadId: by.evidenceUploadId }),
        },
      }),
    answer: (answered: "upheld" | "dismissed", by: Asking & { version?: number } = {}) =>
      answerTo(handler, routes.answerAppeal, {
        ...asking(by, third.token),
        params,
        body: {
          disqualifier: "party-organisation",
          version: by.version ?? 1,
          decision: answered,
          reason: "经核对换届文件",
        },
      }),
    propose: async (by: Asking & { determinationVersion?: number } = {}) =>
      answerTo(handler, routes.proposeReinstatement, {
        ...asking(by, officer.token),
        params,
        body: {
          determinationVersion: by.determinationVersion ?? (await examined.current()).version,
          reason: "申诉成立，事实已更正",
        },
      }),
    decide: (decided: "confirmed" | "declined", by: Asking & { version?: number } = {}) =>
      answerTo(handler, routes.decideReinstatement, {
        ...asking(by, second.token),
        params,
        body: { version: by.version ?? 1, decision: decided, reason: "同意" },
      }),
  };
}
