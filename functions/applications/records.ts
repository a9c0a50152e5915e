import * as z from "zod";
import { type Application, Section } from "../../shared/contract/applications.ts";
import { Dispensation } from "../../shared/contract/dispensation-record.ts";
import { Problem } from "../../shared/contract/problems.ts";
import { ApplicationId, RoundId, SocietyCode } from "../../shared/kernel/ids.ts";
import type { Transition } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { type Condition, entity, stillIn, type Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";

/** One section of a draft, an item of its own: two people never overwrite each other. It lies beside its application. */
export const sections = entity<Section, Pick<Section, "applicationId" | "key">>({
  prefix: "applications#section",
  schema: Section,
  schemaVersion: 2,
  // Version 1 knew no stated figures and no standard of a line; both may be absent.
  upgrade: (old) => old,
  key: ({ applicationId, key }) => ({ of: applicationId, sort: key }),
});

/** One application per legal body and round: written with the application, so that two accounts can't open two. */
const Claim = z.object({
  roundId: RoundId,
  uscc: z.string(),
  applicationId: ApplicationId,
  societyCode: SocietyCode,
  version: z.int().positive(),
});
type Claim = z.infer<typeof Claim>;

export const claims = entity<Claim, Pick<Claim, "roundId" | "uscc">>({
  prefix: "applications#claim",
  schema: Claim,
  schemaVersion: 1,
  key: ({ roundId, uscc }) => ({ of: `${roundId}#${uscc}`, sort: "claim" }),
  lists: { zh: "一个学会的全部申报", en: "one society's applications" },
  index: ({ societyCode, applicationId }) => ({ of: `society#${societyCode}`, sort: applicationId }),
});

/** What is given beyond the rule: proposed by one officer, decided by another. */
export const dispensations = entity<Dispensation, Pick<Dispensation, "id">>({
  prefix: "applications#dispensation",
  schema: Dispensation,
  schemaVersion: 1,
  key: ({ id }) => ({ of: id, sort: "dispensation" }),
  lists: {
    zh: "一轮的例外办理，按提出时间",
    en: "a round's dispensations by the instant they were proposed",
  },
  index: ({ roundId, proposedAt, id }) => ({ of: `round#${roundId}`, sort: `${proposedAt}#${id}` }),
});

/** In time by the application's own deadline: ends the race of a last-second write with whatever moves the deadline. */
export const inTime = (arrivedAt: Instant): Condition => ({ field: "closesAt", is: ">=", to: arrivedAt });

/** What a refused write on an application means to its caller. */
export function applicationRefused(held: Record<string, unknown> | undefined, arrivedAt?: Instant): Problem {
  if (!held) return new Problem("not-found");
  if (arrivedAt !== undefined && String(held.closesAt) < arrivedAt) {
    return new Problem("deadline-passed", { closesAt: held.closesAt, arrivedAt });
  }
  return new Problem("version-conflict", { version: held.version, state: held.state });
}

type From = Pick<Transition, "from">;

/** The next version of an application, by a line of its table. */
export const changed = (next: Application, { from }: From): Write =>
  applications.replace(next, [stillIn(from)], (held) => applicationRefused(held));

/** The next version of an application, by a line of its table and still in time. */
export const changedInTime = (next: Application, { from }: From, arrivedAt: Instant): Write =>
  applications.replace(next, [stillIn(from), inTime(arrivedAt)], (held) =>
    applicationRefused(held, arrivedAt),
  );
