import { Disqualifier } from "../eligibility.ts";

/**
 * The same disqualifier as the issuer worded it for its call of 2022: one unqualified year of the last two is enough.
 * Not part of the 2021 programme; a definition that wants it takes it in place of version 1.
 */
export const annualInspection2022: Disqualifier = Disqualifier.parse({
  id: "annual-inspection",
  version: 2,
  names: {
    zh: "近两年年检连续基本合格或其中一年不合格",
    en: "The last two annual inspections both only basically qualified, or one of them unqualified",
  },
  rule: {
    kind: "annual-inspection",
    latestFails: [],
    consecutive: { conclusion: "BASICALLY_QUALIFIED", years: 2 },
    anyOfLast: { conclusions: ["UNQUALIFIED"], years: 2 },
    referenceOn: "2022-10-20",
    stalenessYears: 2,
  },
  basis: {
    clause: "2022年申报通知 https://www.cast.org.cn/art/2022/10/20/art_43_200299.html",
    quote: "近两年年检连续基本合格或其中一年不合格",
  },
});
