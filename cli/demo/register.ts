import { type NamedRow, RegisterRow } from "../../shared/contract/register.ts";
import { usccCheckCharacter } from "../../shared/kernel/uscc.ts";
import { factsOf } from "./facts.ts";
import type { RoundPlan } from "./plan.ts";
import { unreachable } from "./scene-call-back.ts";
import type { PublicSociety } from "./societies.ts";

/** GB 11714: weights of the eight characters of an organisation's number; its ninth is their check digit. */
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

function organisationCheckDigit(eight: string): string {
  const sum = organisationWeights.reduce(
    (total, weight, at) => total + weight * parseInt(eight.charAt(at), 36),
    0,
  );
  return "0123456789X0".charAt(11 - (sum % 11));
}

/**
 * An invented credit code that nobody can mistake for a real one: where a real one has the organisation's number, it
 * reads FAKE and the society's code. Prefix 51 (social organisation) or 53 (foundation) and 100000 are as in real ones.
 */
export function inventedUscc({ code, name_zh }: PublicSociety): string {
  const eight = `FAKE${code.replace("-", "").padEnd(4, "0")}`;
  const prefix = name_zh.endsWith("基金会") ? "53" : "51";
  const seventeen = `${prefix}100000${eight}${organisationCheckDigit(eight)}`;
  return `${seventeen}${usccCheckCharacter(seventeen)}`;
}

/** Invented people; `society.example` is a reserved name, no mail can reach it. */
const contactOf = (role: "filler" | "approver", title: string, code: string) => ({
  name: `${title}${code}（虚构）`,
  mail: `${role}.${code.toLowerCase()}@society.example`,
});

/** An invented name, labelled so, that a society is said to have borne. */
export const formerNameOf = ({ code }: PublicSociety) => ({
  zh: `演示曾用名学会${code}（虚构）`,
  en: null,
  from: null,
  until: "1999-06-01",
});

/** The register as officers import it: public names and codes, everything else invented and labelled so. */
export function makeRegister(societies: readonly PublicSociety[], plan: RoundPlan): NamedRow[] {
  const [renamed] = plan.applicants;
  const planted = new Map(plan.applicants.map(({ society, planted: kind }) => [society.code, kind]));
  return societies.map((society) => {
    const people = {
      filler: { ...contactOf("filler", "填报人", society.code), ...unreachable(society, societies, plan) },
      approver: contactOf("approver", "审核人", society.code),
    };
    const row = RegisterRow.parse({
      code: society.code,
      names: { zh: society.name_zh, en: society.name_en },
      category: society.category,
      uscc: inventedUscc(society),
      isRecommended: plan.recommended.has(society.code),
      ...people,
      formerNames: society.code === renamed?.society.code ? [formerNameOf(society)] : [],
      facts: factsOf(planted.get(society.code) ?? null),
    });
    return { ...row, ...people };
  });
}
