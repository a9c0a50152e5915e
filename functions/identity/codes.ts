import type { Words } from "../../shared/kernel/text.ts";

/** A code lives ten minutes: long enough for a slow mail server, short enough for a shared office. */
export const codeSeconds = 600;
/** Five tries at six digits: one chance in 200,000. */
export const codeTries = 5;
/** Codes that one address may ask for in the window: a second and a third for the impatient, no flood of letters. */
export const codesPerMail = 5;
/** Per source: an office of many people behind one address still gets in on the last evening. */
export const codesPerSource = 600;
/** Wrong codes from one source in the window, whatever the address: 600 guesses an hour at a million codes. */
export const failuresPerSource = 100;
/** The window of all limits: as long as a code lives, so that who floods another's address never leaves it without one. */
export const limitWindowSeconds = 600;
/** A working day; the code by mail is the only way back in. */
export const sessionSeconds = 12 * 3600;

/** How many codes there are. */
export const codeCount = 1_000_000;

/** Six digits from a whole number below `codeCount`. */
export function codeOf(number: number): string {
  return String(number).padStart(6, "0");
}

/** Subject and text of the letter with the code; the code is in the text, not the subject, which phones show locked. */
export function codeLetter(code: string, minutes: number): { subject: Words; text: Words } {
  return {
    subject: { zh: "【遴选平台】登录验证码", en: "[Linxuan] Your sign-in code" },
    text: {
      zh: `您的登录验证码是：${code}\n\n自您获取之时起 ${minutes} 分钟内有效，只能使用一次；多次获取的，以最后一次为准。\n\n平台工作人员不会向您索要验证码。如果不是您本人操作，请忽略本邮件。`,
      en: `Your sign-in code is: ${code}\n\nIt is valid for ${minutes} minutes from when you asked for it, and works once; of several codes only the last one works.\n\nNobody of the platform will ask you for it. If you did not ask for it, ignore this mail.`,
    },
  };
}
