import * as z from "zod";
import type { Words } from "../kernel/text.ts";

interface MailReasonText {
  what: Words;
  cure: Words;
}

const reason = (what: [string, string], cure: [string, string]): MailReasonText => ({
  what: { zh: what[0], en: what[1] },
  cure: { zh: cure[0], en: cure[1] },
});

const exportAgain: [string, string] = [
  "请在邮箱中将原邮件“另存为/导出为 .eml”后重新登记，不要转发。",
  "Save the original from the mailbox as .eml and record it again; do not forward it.",
];
const sendAgain: [string, string] = [
  "请联系学会，请其将Word版和盖章PDF版各一份作为普通附件重新发送，或在平台填报。",
  "Ask the society to send the Word form and the stamped PDF again as two plain attachments, or to apply in the portal.",
];

/** Why what came could not be read, and what the officer who recorded it does next. */
export const mailReasons = {
  "hash-differs": reason(
    ["上传的内容与申明的文件不一致", "What was uploaded is not the file that was declared"],
    ["请重新选择原文件并登记。", "Choose the file again and record it."],
  ),
  "too-complex": reason(
    ["原件过于复杂，两次读取均未完成", "It is too complex: two attempts to read it did not end"],
    sendAgain,
  ),
  "not-a-mail": reason(["文件不是邮件（.eml）", "The file is not a mail (.eml)"], exportAgain),
  "too-many-parts": reason(
    ["邮件的组成部分过多或嵌套过深", "The mail has too many parts, or they are nested too deeply"],
    sendAgain,
  ),
  "nested-mail": reason(
    [
      "邮件中夹带另一封邮件，收到时刻和附件无法认定",
      "Another mail is inside this one, so neither instant nor files are certain",
    ],
    exportAgain,
  ),
  winmail: reason(
    ["附件被 Outlook 封装为 winmail.dat，无法取出", "Outlook wrapped the attachments as winmail.dat"],
    sendAgain,
  ),
  "broken-encoding": reason(
    ["附件的编码（base64）已损坏", "The encoding (base64) of an attachment is broken"],
    exportAgain,
  ),
  "no-attachments": reason(
    ["邮件中没有可识别的Word或PDF附件", "The mail has no attachment that is a Word file or a PDF"],
    sendAgain,
  ),
  "several-of-kind": reason(
    [
      "同一种材料有多份不同的附件，无法认定以哪份为准",
      "There are different attachments for one document, and none says which counts",
    ],
    sendAgain,
  ),
  "attachment-too-large": reason(
    ["附件超过该材料的大小上限", "An attachment is larger than its document may be"],
    sendAgain,
  ),
} as const satisfies Record<string, MailReasonText>;

export type MailReasonCode = keyof typeof mailReasons;
export const MailReasonCode = z.enum(Object.keys(mailReasons) as [MailReasonCode, ...MailReasonCode[]]);
