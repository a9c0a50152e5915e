import type { Missing, SectionContent } from "../contract/draft.ts";
import type { Partnership } from "../contract/partnership-record.ts";
import { showYuan } from "../kernel/amount.ts";
import type { Words } from "../kernel/text.ts";
import { budgetTotalFen } from "./budget-totals.ts";
import type { ProgrammeDefinition } from "./schema.ts";

/** A partner as it stands, and the credit code that the register has of it now; undefined where it has none any more. */
type Standing = Pick<Partnership, "societyCode" | "names" | "state" | "uscc" | "shareFen"> & {
  registered: string | undefined;
};

/** What lead and partners come to, and the budget that they share, in fen. */
interface Shares {
  partners: readonly Standing[];
  leadShareFen: number | null;
  sections: readonly { key: string; content: SectionContent }[];
}

/** The total of the budget as it is written, in fen; null where the programme asks for none. */
function writtenTotalFen(
  { sections }: Pick<ProgrammeDefinition, "sections">,
  written: Shares["sections"],
): number | null {
  const budget = sections.find(({ kind }) => kind === "budget");
  if (!budget) return null;
  return budgetTotalFen(written.find(({ key }) => key === budget.key)?.content.lines ?? []);
}

/**
 * What still keeps a joint application from being submitted: each partner named has agreed to what stands now, under the code
 * that it has now, and the shares come to the budget's total, to the fen. Nothing of one without partners.
 */
export function jointMissing(
  { jointApplications: joint, sections }: Pick<ProgrammeDefinition, "jointApplications" | "sections">,
  { partners, leadShareFen, sections: written }: Shares,
): Missing[] {
  const missing = (key: string, words: Words): Missing => ({ kind: "partner", key, words });
  const open = partners.flatMap((partner): Missing[] => {
    const words = openWords(partner);
    return words ? [missing(partner.societyCode, words)] : [];
  });
  if (joint.takes === "none" || !joint.sharesStated || partners.length === 0) return open;
  if (leadShareFen === null) {
    const words = {
      zh: "尚未填写牵头单位的经费份额",
      en: "The lead's share of the budget is not stated",
    };
    return [...open, missing("shares", words)];
  }
  const totalFen = writtenTotalFen({ sections }, written) ?? 0;
  const sharedFen = partners.reduce((sum, { shareFen }) => sum + (shareFen ?? 0), leadShareFen);
  if (sharedFen === totalFen) return open;
  const words = {
    zh: `各单位份额合计 ${showYuan(sharedFen)} 元，与预算合计 ${showYuan(totalFen)} 元不一致`,
    en: `The shares come to CNY ${showYuan(sharedFen)}, the budget to CNY ${showYuan(totalFen)}`,
  };
  return [...open, missing("shares", words)];
}

/** Why a partner that is named is not with it yet; null when it is. */
function openWords({ names, state, uscc, registered }: Standing): Words | null {
  if (state === "DECLINED")
    return {
      zh: `${names.zh}已谢绝联合申报，请移除或另选单位`,
      en: `${names.en} has declined: remove it, or name another society`,
    };
  if (state !== "AGREED") return { zh: `${names.zh}尚未同意联合申报`, en: `${names.en} has not agreed yet` };
  if (uscc !== registered)
    return {
      zh: `${names.zh}的统一社会信用代码已更正，请重新征求其同意`,
      en: `The credit code of ${names.en} was corrected since it agreed: ask it again`,
    };
  return null;
}
