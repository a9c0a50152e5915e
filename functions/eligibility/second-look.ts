import type { Determination } from "../../shared/contract/eligibility.ts";
import type { Finding } from "../../shared/contract/findings.ts";
import type { SecondLook } from "../../shared/contract/reconsidered.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { agreementId } from "./agreement.ts";
import { completenessId } from "./completeness.ts";

/** What of the findings rests on the register; files have their own way to be replaced. */
const onFacts = (findings: readonly Finding[]) =>
  findings.filter(({ disqualifier }) => disqualifier !== completenessId);

/**
 * The disqualifiers of which two examinations of the same rules say something else, be it only a note. A doubt about the
 * files is spoken of only where there is one: that nothing is said of it is the same as that it passes.
 */
export function differing(now: readonly Finding[], then: readonly Finding[]): string[] {
  const [after, before] = [onFacts(now), onFacts(then)];
  const said = (among: readonly Finding[], id: string) => {
    // Of a joint application each of its societies has one.
    const own = among.filter((one) => one.disqualifier === id);
    const isSilent = own.every(({ outcome }) => id === agreementId && outcome === "pass");
    return isSilent ? "" : canonicalJson(own);
  };
  const named = new Set([...after, ...before].map(({ disqualifier }) => disqualifier));
  return [...named].filter((id) => said(after, id) !== said(before, id));
}

/**
 * 三、申报资格, after people have determined: does a new fact ask them to look again? Such as a pending inspection that has
 * arrived. The determination itself stays as it is.
 * @param look what was noticed last about the application; an officer who has let the determination stand on these very
 * facts is not asked once more
 * @returns the act on it with the disqualifiers that differ from what was determined; null when there is nothing new
 */
export function noticed(
  held: Pick<Determination, "findings" | "version">,
  says: Pick<Determination, "findings">,
  look: Pick<SecondLook, "findings" | "determinationVersion" | "state" | "because"> | undefined,
): { act: "notice" | "lapse"; changed: string[] } | null {
  const isOfThis = look?.determinationVersion === held.version;
  const seen = isOfThis ? look.findings : held.findings;
  if (differing(says.findings, seen).length === 0) return null;
  const changed = differing(says.findings, held.findings);
  if (changed.length > 0) return { act: "notice", changed };
  // As it was when people determined: only what is still open about the facts is over.
  return isOfThis && look.state === "OPEN" && look.because === "facts-changed"
    ? { act: "lapse", changed }
    : null;
}
