import type { Instant } from "../../shared/kernel/time.ts";
import type { SupplierRegistration } from "../../shared/programme/eligibility.ts";
import { type About, type LetterWords, letter, shown } from "./letters.ts";

/** How to register, step by step, and where. */
const stepsOf = ({ steps, url }: SupplierRegistration) => ({
  zh: `${steps.map(({ zh }, at) => `${at + 1}. ${zh}`).join("\n")}\n${url}`,
  en: `${steps.map(({ en }, at) => `${at + 1}. ${en}`).join("\n")}\n${url}`,
});

/** What an officer found of the account that a society entered. */
export function supplierDecidedLetter(
  about: About,
  { isConfirmed, asked }: { isConfirmed: boolean; asked: SupplierRegistration },
): LetterWords {
  const { society } = about;
  const { platform } = asked;
  const outcome = isConfirmed
    ? {
        zh: `${society.zh}在${platform.zh}的供应商注册已核对无误，无需再办理。`,
        en: `The registration of ${society.en} as a supplier at the ${platform.en} is confirmed; nothing is left to do.`,
      }
    : {
        zh: `${society.zh}填报的供应商注册信息与${platform.zh}不一致。请登录查看理由，更正后重新填报。`,
        en: `What ${society.en} entered does not agree with the ${platform.en}. Sign in to read why, correct it and enter it again.`,
      };
  const subject = isConfirmed
    ? { zh: `供应商注册已核对：${society.zh}`, en: `Supplier registration confirmed: ${society.en}` }
    : { zh: `供应商注册核对未通过：${society.zh}`, en: `Supplier registration not confirmed: ${society.en}` };
  return letter(about, subject, [outcome, ...(isConfirmed ? [] : [stepsOf(asked)])]);
}

/** To applicants that are not registered yet, or of which nothing is known. */
export function supplierReminder(
  about: About,
  { asked, at }: { asked: SupplierRegistration; at: Instant },
): LetterWords {
  const { round, zone, society } = about;
  const until = shown(at, zone);
  return letter(
    about,
    { zh: `请完成供应商注册：${society.zh}`, en: `Please register as a supplier: ${society.en}` },
    [
      {
        zh: `${society.zh}已申报“${round.zh}”，平台尚无其在${asked.platform.zh}的供应商注册记录。`,
        en: `${society.en} has applied to ${round.en}; no registration as a supplier at the ${asked.platform.en} is known.`,
      },
      stepsOf(asked),
      { zh: `请在${until.zh}之前完成。`, en: `Please do so by ${until.en}.` },
    ],
  );
}
