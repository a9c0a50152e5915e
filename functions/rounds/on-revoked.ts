import { noFacts } from "../../shared/contract/register.ts";
import { revocationDecided } from "../../shared/events/objections.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { inZone } from "../../shared/kernel/time.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { revocations } from "../../shared/store/published/revocations.ts";
import { rounds } from "../../shared/store/published/rounds.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { changeOf } from "./register-change.ts";
import { revocationFile } from "./register-kinds.ts";
import { contactRow } from "./registration.ts";
import { actOf } from "./step-register.ts";

/**
 * 弄虚作假的处理: the register records what was revoked for falsity as an earlier project that was not completed as required,
 * with its source and day; the next round's disqualifier finds it there.
 */
export const handler = consume({
  service: "rounds",
  name: "on-revoked",
  mode: "each",
  hears: [revocationDecided],
  handle: async ({ event, commit }) => {
    const { applicationId, roundId, societyCode: code, decision } = event.payload;
    if (decision === "dropped") return commit({ writes: [] });
    const [revocation, round, society] = await Promise.all([
      revocations.get({ applicationId }),
      rounds.get({ id: roundId }),
      societies.get({ code }),
    ]);
    if (!revocation?.decidedBy || !round || !society)
      throw new Error(`revocation of ${applicationId}, its round or society is unknown`);
    const { filler, approver } = society;
    const row = {
      ...contactRow(society, { filler, approver }),
      facts: {
        ...noFacts,
        earlierProjects: {
          state: "not-completed" as const,
          source: `弄虚作假取消资格：${round.names.zh}（${applicationId}）`.slice(-200),
          on: inZone(event.at, round.zone).date,
        },
      },
    };
    const change = changeOf(row, society, {
      importHash: sha256Of(canonicalJson(revocation)),
      importFile: revocationFile,
      importedBy: revocation.decidedBy,
      importedAt: event.at,
      reason: revocation.grounds,
    });
    await commit(actOf(change ? [change] : []));
  },
});
