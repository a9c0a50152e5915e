import type { Application } from "../../shared/contract/applications.ts";
import type { Partnership } from "../../shared/contract/partnership-record.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { Society } from "../../shared/contract/rounds.ts";
import type { UsccCorrection } from "../../shared/contract/uscc-record.ts";
import type { LeadAndPartners } from "../../shared/programme/joint.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { asRead, stillIn, type Write } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { claims, type PartnerClaim, partnerClaims } from "./records.ts";
import { applicationOf, formerOf } from "./step-open.ts";

type Legal = Pick<Society, "code" | "uscc">;
type Correction = Pick<UsccCorrection, "former"> | undefined;

const bound = () => new Problem("partner-bound");

/** Whose partner a society is in the round, under each code that it bore; `held` is the claim of its present one. */
async function claimsOf(
  { uscc }: Legal,
  roundId: Application["roundId"],
  correction: Correction,
): Promise<{ held: PartnerClaim | undefined; applicationIds: Application["id"][] }> {
  const codes = [uscc, ...formerOf(correction, uscc)];
  const all = await partnerClaims.getMany(codes.map((one) => ({ roundId, uscc: one })));
  return {
    held: all.find((one) => one.uscc === uscc),
    applicationIds: all.flatMap((one) => one.applicationIds),
  };
}

/**
 * For who leads an application: where the programme lets no partner lead, the society is nobody's partner, now and in the
 * write. @throws Problem partner-bound
 */
export async function leadFree(
  { jointApplications: joint }: Pick<ProgrammeDefinition, "jointApplications">,
  society: Legal,
  { roundId, correction }: { roundId: Application["roundId"]; correction: Correction },
): Promise<Write[]> {
  if (joint.takes === "none" || joint.partnersMayLead) return [];
  const { held, applicationIds } = await claimsOf(society, roundId, correction);
  if (applicationIds.length > 0) throw bound();
  return [partnerClaims.check({ roundId, uscc: society.uscc }, [asRead(held)], bound)];
}

type Joined = Pick<Application, "id" | "roundId"> & { correction: Correction };

/**
 * Whether the definition lets a society be a partner of this application, now and in the write; `bind` is the write that makes
 * it one, over the very claim that was judged: of two at once the later one reads again, and is refused.
 * @throws Problem partner-bound
 */
export async function partnerFree(
  joint: LeadAndPartners,
  society: Legal,
  { id, roundId, correction }: Joined,
): Promise<{ writes: Write[]; bind: Write }> {
  const { uscc } = society;
  const { held, applicationIds } = await claimsOf(society, roundId, correction);
  if (applicationIds.some((one) => one !== id) && !joint.partnersMayJoinSeveral) throw bound();
  const others = (held?.applicationIds ?? []).filter((one) => one !== id);
  const next = { roundId, uscc, applicationIds: [...others, id], version: (held?.version ?? 0) + 1 };
  return {
    bind: held ? partnerClaims.replace(next) : partnerClaims.create(next),
    writes: joint.partnersMayLead ? [] : [await notLeading(society, roundId, correction)],
  };
}

/** The write's condition that a society leads no application of the round. @throws Problem partner-bound */
async function notLeading(
  society: Legal,
  roundId: Application["roundId"],
  correction: Correction,
): Promise<Write> {
  const own = await applicationOf(society, roundId, correction);
  if (!own) {
    const absent = { field: "pk", is: "absent" } as const;
    return claims.check({ roundId, uscc: society.uscc }, [absent], bound);
  }
  // What it withdrew binds nobody; it can't open it again while it is a partner.
  if (own.state !== "WITHDRAWN") throw bound();
  return applications.check({ id: own.id }, [stillIn(["WITHDRAWN"])], bound);
}

type Binding = Pick<Partnership, "applicationId" | "roundId" | "uscc">;

/** Lets a society go again; nothing where it was not bound. */
export async function unbind({ applicationId, roundId, uscc }: Binding): Promise<Write[]> {
  const held = await partnerClaims.get({ roundId, uscc });
  if (!held?.applicationIds.includes(applicationId)) return [];
  const applicationIds = held.applicationIds.filter((one) => one !== applicationId);
  return [partnerClaims.replace({ ...held, applicationIds, version: held.version + 1 })];
}
