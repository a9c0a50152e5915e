import type { Shortage } from "../../shared/assignment/coverage.ts";
import type { PlanShortage } from "../../shared/contract/assignment-plan-record.ts";
import type { Words } from "../../shared/kernel/text.ts";
import type { Planned } from "./plan-instance.ts";

/** So many are named in a sentence; all of them stand in the lists beside it. */
const named = 10;

/** Names in a sentence, a few of many. */
export const listed = (names: readonly string[], [mark, more]: readonly [string, (all: number) => string]) =>
  names.length > named ? `${names.slice(0, named).join(mark)}${more(names.length)}` : names.join(mark);
export const inChinese = ["、", (all: number) => `等${all}项`] as const;
export const inEnglish = [", ", (all: number) => ` and others, ${all} in all`] as const;

/** What anchors have to do with a shortage: nothing, they are short themselves, or they take places that others need. */
type OfAnchors = "none" | "themselves" | { taking: number };

const anchorWords = (of: OfAnchors): Words => {
  if (of === "none") return { zh: "", en: "" };
  if (of === "themselves")
    return {
      zh: "锚定申报须由每位可评专家评分：",
      en: "Every expert who may judge an anchor scores it. ",
    };
  return {
    zh: `${of.taking}项锚定申报已占用每位可评专家的工作量：`,
    en: `The ${of.taking} anchors take places of every expert who may judge them. `,
  };
};

/** Whom an application lacks and what would be enough, in words. */
function wordsOf({ short, applications, relaxation }: Omit<PlanShortage, "words">, of: OfAnchors): Words {
  const { places, eligible } = relaxation;
  const whoZh = listed(
    applications.map(({ societyNames }) => societyNames.zh),
    inChinese,
  );
  const whoEn = listed(
    applications.map(({ societyNames }) => societyNames.en),
    inEnglish,
  );
  const zh = [
    ...places.map(({ name, more }) => `请${name}多评${more}份`),
    ...eligible.map(({ societyNames, more }) => `为${societyNames.zh}再聘${more}名无须回避的专家`),
  ];
  const en = [
    ...places.map(({ name, more }) => `let ${name} take ${more} more`),
    ...eligible.map(({ societyNames, more }) => `find ${more} more who may judge ${societyNames.en}`),
  ];
  const why = anchorWords(of);
  return {
    zh: `${why.zh}${whoZh}无法配齐专家，共缺${short}个名额。最小的放宽办法：${listed(zh, ["；", inChinese[1]])}。`,
    en: `${why.en}${whoEn} can't all have their experts: ${short} places are short. The smallest relaxation: ${listed(en, ["; ", inEnglish[1]])}.`,
  };
}

/** A shortage with names in place of the optimiser's numbers. */
export function shortageOf(
  { judged, experts }: Pick<Planned, "judged" | "experts">,
  found: Shortage,
  of: OfAnchors = "none",
): PlanShortage {
  const application = (place: number) => {
    const one = judged[place]?.application;
    return one
      ? [{ applicationId: one.id, societyCode: one.societyCode, societyNames: one.societyNames }]
      : [];
  };
  const expert = (place: number) => {
    const one = experts[place];
    return one ? [{ expertId: one.id, name: one.name }] : [];
  };
  const shortage = {
    short: found.short,
    applications: found.applications.flatMap(application),
    experts: found.experts.flatMap(expert),
    relaxation: {
      places: found.relaxation.places.flatMap((one) =>
        expert(one.expert).map((who) => ({ ...who, more: one.more })),
      ),
      eligible: found.relaxation.eligible.flatMap((one) =>
        application(one.application).map(({ applicationId, societyNames }) => ({
          ...{ applicationId, societyNames },
          more: one.more,
        })),
      ),
    },
  };
  return { ...shortage, words: wordsOf(shortage, of) };
}
