import { barOf, tiesOf } from "../../shared/conflicts/may-judge.ts";
import type { LeftOut } from "../../shared/contract/assignment-plan-record.ts";
import type { ConflictMatch } from "../../shared/contract/conflict-matches.ts";
import type { ExpertInvitation, ExpertKeeping } from "../../shared/contract/expert-invitations.ts";
import type { Expert } from "../../shared/contract/experts.ts";
import type { RoundId, SocietyCode } from "../../shared/kernel/ids.ts";
import type { Words } from "../../shared/kernel/text.ts";
import type { LocalDate } from "../../shared/kernel/time.ts";
import type { Reviewing } from "../../shared/programme/reviewing.ts";
import { isIdentified } from "./expert-change.ts";
import { isNotKept, unansweredBy } from "./invitation.ts";

/** Why a pair of an expert and an application may not be. */
export type Reason = Pick<LeftOut, "because" | "ground">;

interface Asked {
  expert: Expert;
  invitation: ExpertInvitation | undefined;
  keeping: ExpertKeeping | undefined;
  roundId: RoundId;
  /** Applications that the expert has in the round. */
  load: number;
  societyCodes: readonly SocietyCode[];
  matches: readonly ConflictMatch[];
}

/** The first reason against a pair, whatever room there is; null: there is none. */
export function reasonAgainst(
  { expert, invitation, keeping, roundId, load, societyCodes, matches }: Asked,
  { reviewing, onDate }: { reviewing: Reviewing; onDate: LocalDate },
): Reason | null {
  if (!isIdentified(expert)) return { because: "identity-unknown", ground: null };
  if (unansweredBy(invitation, reviewing) !== null) return { because: "expert-not-accepted", ground: null };
  if (isNotKept(keeping, { roundId, invitation, load })) return { because: "expert-not-kept", ground: null };
  return barOf(tiesOf(expert, { societyCodes, matches }, { ...reviewing, onDate }));
}

const becauseWords: Readonly<Record<LeftOut["because"], Words>> = {
  "identity-unknown": {
    zh: "单位或领域不明，尚未确认",
    en: "institution or field not known, nobody vouches",
  },
  "expert-not-accepted": { zh: "未接受本轮邀请", en: "has not accepted the invitation" },
  "expert-not-kept": { zh: "不同意参加其他轮次", en: "does not consent to another round" },
  "conflict-of-interest": {
    zh: "本人或导入表所列关系须回避",
    en: "a tie that was declared or imported bars",
  },
  "conflict-on-record": { zh: "登记的学会关系须回避", en: "what is on record of the society bars" },
  "conflict-undecided": {
    zh: "疑似匹配待核实（请在匹配清单中确认或排除）",
    en: "a match waits for somebody to confirm or dismiss it",
  },
};

const groundWords: Readonly<Record<NonNullable<LeftOut["ground"]>, Words>> = {
  society: { zh: "在学会任职受聘", en: "works for the society" },
  "supporting-unit": { zh: "支撑单位", en: "supporting unit" },
  "supervisory-body": { zh: "业务主管单位", en: "supervisory body" },
  officer: { zh: "负责人", en: "officer" },
  "legal-representative": { zh: "法定代表人", en: "legal representative" },
  "joint-project": { zh: "合作项目", en: "joint project" },
};

/** How many pairs were left out for each reason, the most first. */
export function tally(reasons: Iterable<Reason>): LeftOut[] {
  const groups = Map.groupBy(reasons, ({ because, ground }) => `${because}#${ground ?? ""}`);
  return [...groups.values()]
    .flatMap((same): LeftOut[] => {
      const [first] = same;
      if (!first) return [];
      const [why, what] = [becauseWords[first.because], first.ground && groundWords[first.ground]];
      const words = what ? { zh: `${why.zh}：${what.zh}`, en: `${why.en}: ${what.en}` } : why;
      return [{ ...first, pairs: same.length, words }];
    })
    .toSorted((a, b) => b.pairs - a.pairs || (a.words.en < b.words.en ? -1 : 1));
}
