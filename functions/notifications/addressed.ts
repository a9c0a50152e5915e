import type { Language } from "../../shared/kernel/text.ts";

/** The greeting, the way to the portal and the closing line around a letter's words. */
export function addressed(
  text: string,
  reader: { name: string; language: Language; portal: string },
): string {
  const { name, language, portal } = reader;
  return language === "zh-CN"
    ? `${name}，您好：\n\n${text}\n\n请登录平台查看和办理：\n${portal}\n\n本邮件由系统发出，请勿直接回复。`
    : `Dear ${name},\n\n${text}\n\nSign in to see and to act:\n${portal}\n\nThis mail was sent by the system; please do not reply.`;
}
