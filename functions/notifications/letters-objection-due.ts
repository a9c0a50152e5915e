import type { Objection } from "../../shared/contract/objection-record.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { type AboutRound, type LetterWords, letter, shown } from "./letters.ts";

/** An objection as every officer may know it: its number and whose place it is about; nothing of who objects or of what is said. */
type Numbered = Pick<Objection, "id" | "societyCode">;

/** 公示异议: the time for the conclusion comes near; to the handler alone. */
export function objectionReminder(
  about: AboutRound,
  { id, societyCode }: Numbered,
  concludeBy: Instant,
): LetterWords {
  const { round, zone } = about;
  const at = shown(concludeBy, zone);
  return letter(about, { zh: `异议即将到期：${societyCode}`, en: `Objection due soon: ${societyCode}` }, [
    {
      zh: `您办理的“${round.zh}”异议（编号${id}，涉及${societyCode}）应于${at.zh}前作出结论并经审定。`,
      en: `The objection in ${round.en} that you handle (number ${id}, about ${societyCode}) has to be concluded, and approved, until ${at.en}.`,
    },
    {
      zh: "请登录平台记录核查情况并作出结论，由另一名未参与的人员审定。到期不会自动作出决定。",
      en: "Record what the verification found and conclude on the platform; a second person not involved approves. Nothing is decided by itself when the time is over.",
    },
  ]);
}

/** The time for the conclusion has passed: to officers and supervisors. */
export function objectionOverdueLetter(
  about: AboutRound,
  { id, societyCode }: Numbered,
  concludeBy: Instant,
): LetterWords {
  const { round, zone } = about;
  const at = shown(concludeBy, zone);
  return letter(about, { zh: `异议逾期未结：${societyCode}`, en: `Objection overdue: ${societyCode}` }, [
    {
      zh: `“${round.zh}”异议（编号${id}，涉及${societyCode}）的办理期限为${at.zh}，至今未审定结论。`,
      en: `The objection in ${round.en} (number ${id}, about ${societyCode}) had to be decided until ${at.en}, and is not.`,
    },
    {
      zh: "办理人请尽快作出结论，未参与的人员请及时审定；逾期不会自动作出决定，该单位的结果在此之前不予公布。",
      en: "The handler concludes, and a person not involved approves, without delay. Nothing is decided by itself; until then the result of that society is not announced.",
    },
  ]);
}
