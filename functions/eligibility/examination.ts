import type { Application } from "../../shared/contract/applications.ts";
import type { Determination } from "../../shared/contract/eligibility.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";

/**
 * Was the application submitted anew after these findings? Replacing a refused file or returning it is no new
 * submission: what people have determined stands.
 */
export function isOutdated(
  held: Pick<Determination, "applicationVersion" | "foundAt">,
  application: Pick<Application, "version" | "stamps">,
): boolean {
  const submitted = application.stamps.findLast(({ act }) => act === "submit");
  return held.applicationVersion < application.version && (submitted?.when ?? "") > held.foundAt;
}

/** Have people spoken, for good as far as any fact goes? */
export const isDetermined = ({ state }: Pick<Determination, "state">): boolean =>
  state === "CLEARED" || state === "REJECTED";

type Examined = Pick<Determination, "findings" | "applicationVersion">;

const isSameFinding = (one: Pick<Determination, "findings">, other: Pick<Determination, "findings">) =>
  canonicalJson(one.findings) === canonicalJson(other.findings);

/**
 * May an officer reject by what the rules say now? Not when what stood against the society is gone; and the second officer
 * signs what the first one saw.
 */
export const bearsRejection = (
  says: Pick<Determination, "findings" | "proposal">,
  held: Pick<Determination, "findings" | "state">,
): boolean => isSameFinding(says, held) || (held.state === "FOUND" && says.proposal !== "pass");

/**
 * Do the rules' new findings take the place of what is held? Always where a new submission came; before any person has
 * decided for good, whenever they say something else; a determination is never undone by a fact.
 */
export function supersedes(
  next: Examined,
  held: Determination | undefined,
  application: Pick<Application, "version" | "stamps">,
): boolean {
  if (!held || isOutdated(held, application)) return true;
  const isSame = isSameFinding(next, held);
  if (held.state === "FOUND") return !isSame || next.applicationVersion !== held.applicationVersion;
  return held.state === "REJECTION_PROPOSED" && !isSame;
}
