import type { Application } from "../../shared/contract/applications.ts";
import type { Determination } from "../../shared/contract/eligibility.ts";
import type { SecondLook } from "../../shared/contract/reconsidered.ts";
import { secondLookOpened, secondLookSettled } from "../../shared/events/eligibility.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { asRead, stillIn, type Write } from "../../shared/store/entity.ts";
import { determinations } from "../../shared/store/published/determinations.ts";
import { together } from "../../shared/store/together.ts";
import { type SecondLookAct, secondLookLifecycle } from "./lifecycle.ts";
import { type Examination, examined, type Part, secondLooks, subjectOf } from "./records.ts";
import { differing, noticed } from "./second-look.ts";

interface Said {
  act: SecondLookAct;
  who: string;
  now: Instant;
  reason: string | null;
}

/** The next version of a second look after an act; undefined when its state does not allow it. */
export function lookedAt(
  look: SecondLook,
  { act, who, now, reason }: Said,
  refused?: Write["refused"],
): (Part & { next: SecondLook }) | undefined {
  const transition = transitionOf(secondLookLifecycle, act, look.state);
  if (!transition) return undefined;
  const next: SecondLook = {
    ...look,
    state: transition.to,
    stamps: [...look.stamps, { act, who, when: now, reason }],
    version: look.version + 1,
  };
  const decision = act === "keep" ? "stands" : act === "reopen" ? "reopened" : null;
  return {
    next,
    writes: [secondLooks.replace(next, [stillIn(transition.from)], refused)],
    facts: decision === null ? [] : [settledFact(next, decision)],
  };
}

const settledFact = (look: SecondLook, decision: "stands" | "reopened") =>
  fact(secondLookSettled, {
    aggregateId: look.applicationId,
    version: look.version,
    payload: { ...subjectOf(look), decision },
  });

/** People are to look again at a determination, for what the rules say now. */
export function opened(
  held: Determination,
  look: SecondLook | undefined,
  {
    says,
    because,
    who,
    now,
    reason,
  }: Omit<Said, "act"> & {
    says: Pick<SecondLook, "findings" | "proposal">;
    because: SecondLook["because"];
  },
): Part {
  const next: SecondLook = {
    ...subjectOf(held),
    state: secondLookLifecycle.initial,
    because,
    findings: says.findings,
    proposal: says.proposal,
    changed: differing(says.findings, held.findings),
    determinationVersion: held.version,
    since: look?.state === "OPEN" ? look.since : now,
    stamps: [...(look?.stamps ?? []), { act: "notice", who, when: now, reason }],
    version: (look?.version ?? 0) + 1,
  };
  return {
    writes: [
      look ? secondLooks.replace(next) : secondLooks.create(next),
      determinations.check({ applicationId: held.applicationId }, [asRead(held)]),
    ],
    facts: [
      fact(secondLookOpened, {
        aggregateId: next.applicationId,
        version: next.version,
        payload: subjectOf(next),
      }),
    ],
  };
}

/** What a new fact brings about where people have determined: they are asked to look again, and nothing else. */
export async function doubted(application: Application, held: Determination, now: Instant): Promise<Part> {
  const [{ says, stillSo }, [look]] = await Promise.all([
    examined(application),
    together(secondLooks.ask({ applicationId: application.id })),
  ]);
  const notice = noticed(held, says, look);
  if (!notice) return { writes: [], facts: [] };
  const said = { who: "system", now, reason: null };
  const part =
    notice.act === "lapse" && look
      ? lookedAt(look, { ...said, act: "lapse" })
      : opened(held, look, { ...said, says: ofFacts(says), because: stillBecause(look) });
  return part ? { ...part, writes: [...part.writes, ...stillSo] } : { writes: [], facts: [] };
}

const ofFacts = ({ findings, proposal }: Examination["says"]) => ({ findings, proposal });

/** An upheld appeal stays the reason until somebody has looked. */
const stillBecause = (look: SecondLook | undefined): SecondLook["because"] =>
  look?.state === "OPEN" ? look.because : "facts-changed";
