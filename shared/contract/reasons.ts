import * as z from "zod";
import type { Words } from "../kernel/text.ts";

interface ReasonText {
  verdict: "refused" | "flagged";
  what: Words;
  cure: Words;
}

const refused = (what: [string, string], cure: [string, string]): ReasonText => ({
  verdict: "refused",
  what: { zh: what[0], en: what[1] },
  cure: { zh: cure[0], en: cure[1] },
});
const flagged = (what: [string, string], cure: [string, string]): ReasonText => ({
  ...refused(what, cure),
  verdict: "flagged",
});

const saveDocx: [string, string] = [
  "请用 Word 或 WPS 打开后“另存为”.docx 再上传。",
  "Open it in Word or WPS, save it as .docx and upload again.",
];
const saveOffice: [string, string] = [
  "请用 Word、PowerPoint 或 WPS 打开后“另存为”.docx（演示文稿为 .pptx）再上传。",
  "Open it in Word, PowerPoint or WPS, save it as .docx (a presentation as .pptx) and upload again.",
];
const printPdf: [string, string] = [
  "请将文件打印为 PDF（或重新扫描为 PDF）后再上传。",
  "Print it to PDF, or scan it again to PDF, and upload again.",
];
const again: [string, string] = [
  "请检查文件能否正常打开，重新导出后再上传。",
  "Check that it opens, export it again and upload it.",
];
const cleanDocx: [string, string] = [
  "请删除该内容后另存为 .docx（演示文稿为 .pptx）再上传。",
  "Remove it, save as .docx (a presentation as .pptx) and upload again.",
];
const unlocked: [string, string] = [
  "请取消文件密码后重新保存并上传。",
  "Take the password off, save and upload again.",
];
const exportPdf: [string, string] = [
  "请用 OFD 阅读器打开后选择“打印”或“导出”为 PDF（或用 Word、WPS 另存为 .docx），再上传。",
  "Open it in an OFD reader and print or export it to PDF (or save it as .docx from Word or WPS), then upload again.",
];
const newPicture: [string, string] = [
  "请重新截屏，或另存为 PNG、JPEG 图片或 PDF 后再上传。",
  "Take a new screenshot, or save it as PNG, JPEG or PDF, and upload it.",
];
const looked: [string, string] = [
  "文件已接收，工作人员将人工查看，您无需操作。",
  "It is kept; a person will look at it. You need do nothing.",
];

/**
 * Every reason of a verdict, in the order of precedence: where several apply, the first decides. The policy is that of
 * the programme office: what can't be opened or may harm a reader is refused, what needs a person's eye is flagged.
 */
export const reasons = {
  malware: refused(
    ["病毒扫描发现恶意内容", "The malware scanner found something in it"],
    [
      "请在杀毒后的电脑上重新制作文件再上传，并检查单位电脑。",
      "Make it again on a computer that is clean, upload it, and have your computers looked at.",
    ],
  ),
  "hash-differs": refused(
    ["上传的内容与申明的文件不一致", "What was uploaded is not the file that was declared"],
    ["请重新选择文件并上传。", "Choose the file again and upload it."],
  ),
  "empty-file": refused(["文件是空的", "The file is empty"], again),
  ofd: refused(["文件是 OFD 版式文件", "It is an OFD file"], exportPdf),
  "not-ofd": refused(
    ["不是 OFD 文件", "It is not an OFD file"],
    ["请用 OFD 软件导出后再上传。", "Export it from an OFD program and upload again."],
  ),
  "ofd-unsafe": refused(
    [
      "OFD 文件已损坏、过大，或含有附件、程序、多媒体",
      "The OFD file is damaged, too large, or holds attachments, programs or multimedia",
    ],
    [
      "请重新导出不含附件和多媒体的 OFD 后再上传；该文件为附加文件，也可以不上传。",
      "Export it again without attachments and multimedia and upload it; as an extra file it may also be left out.",
    ],
  ),
  "not-docx": refused(["不是 Word 文档（.docx）", "It is not a Word document (.docx)"], saveDocx),
  "not-pdf": refused(["不是 PDF 文件", "It is not a PDF"], printPdf),
  "not-pptx": refused(
    ["不是 PowerPoint 演示文稿（.pptx）", "It is not a PowerPoint presentation (.pptx)"],
    [
      "请用 PowerPoint 或 WPS 打开后“另存为”.pptx（或导出为 PDF）再上传。",
      "Open it in PowerPoint or WPS, save it as .pptx or export it to PDF, and upload again.",
    ],
  ),
  "not-image": refused(["不是 PNG 或 JPEG 图片", "It is no PNG or JPEG picture"], newPicture),
  "image-damaged": refused(
    [
      "图片不完整、过大，或末尾夹带其他内容",
      "The picture is cut off, too large, or other content follows it",
    ],
    newPicture,
  ),
  "html-as-pdf": refused(["文件实际是网页，不是 PDF", "It is a web page, not a PDF"], printPdf),
  polyglot: refused(
    [
      "文件前后夹带其他内容，可被当作另一种文件打开",
      "It carries other content and can be opened as another kind of file",
    ],
    again,
  ),
  encrypted: refused(["Word 文件已加密，无法打开", "The Word file is encrypted"], unlocked),
  "pptx-encrypted": refused(["演示文稿已加密，无法打开", "The presentation is encrypted"], unlocked),
  "pdf-encrypted": refused(["PDF 设有打开密码", "The PDF needs a password to open"], unlocked),
  truncated: refused(["文件不完整，可能上传或保存中断", "The file is cut off"], again),
  "zip-damaged": refused(["文件已损坏", "The file is damaged"], again),
  "malformed-xml": refused(["文档内部结构有错误", "The document's inner structure is broken"], saveOffice),
  "pdf-no-pages": refused(["PDF 中没有可读取的页面", "The PDF has no pages that can be read"], printPdf),
  "pdf-page-tree-loop": refused(["PDF 的页面目录有循环", "The PDF's page tree loops"], printPdf),
  macro: refused(["文件含有宏", "The file holds macros"], cleanDocx),
  "external-entity": refused(["文档中有外部实体声明", "The document declares entities"], saveOffice),
  "template-injection": refused(
    ["文档引用了网络上的模板", "The document loads a template from the network"],
    cleanDocx,
  ),
  "external-link": refused(["文档会从别处加载内容", "The document loads content from elsewhere"], cleanDocx),
  "ole-package": refused(
    ["文档中嵌入了可执行的对象或文件包", "The document embeds an executable object or package"],
    cleanDocx,
  ),
  dde: refused(["文档含有 DDE 域", "The document holds a DDE field"], cleanDocx),
  "zip-bomb": refused(["文件解压后过大", "The file grows too large when opened"], saveOffice),
  "zip-path": refused(["文件内部路径不合法", "The file holds illegal paths"], saveOffice),
  "duplicate-entry": refused(["文件内部有重复的部分", "The file holds a part twice"], saveOffice),
  "deep-nesting": refused(["文档嵌套层次过深", "The document is nested too deeply"], saveOffice),
  "pdf-javascript": refused(["PDF 含有脚本", "The PDF holds scripts"], printPdf),
  "pdf-launch": refused(["PDF 会启动其他程序", "The PDF launches another program"], printPdf),
  "pdf-attachment": refused(["PDF 夹带了附件", "The PDF carries an attachment"], printPdf),
  "pdf-multimedia": refused(["PDF 含有多媒体内容", "The PDF holds multimedia"], printPdf),
  "pdf-xfa": refused(["PDF 使用了 XFA 动态表单", "The PDF is an XFA form"], printPdf),
  "pdf-bomb": refused(["PDF 内容展开后过大", "The PDF's content grows too large"], printPdf),
  "image-link": flagged(
    ["文档链接了外部图片或本地模板", "The document links an outside picture or a local template"],
    looked,
  ),
  "embedded-package": flagged(["文档嵌入了其他文件", "The document embeds another file"], looked),
  "ole-object": flagged(
    ["文档嵌入了公式或图形对象", "The document embeds an OLE object such as a formula"],
    looked,
  ),
  "legacy-word": flagged(
    ["文件为旧版 Word 格式（.doc/.wps）", "It is in the old Word format (.doc, .wps)"],
    saveDocx,
  ),
  altchunk: flagged(["文档夹带了另一份文档的内容", "The document imports another one"], looked),
  "pdf-form-script": flagged(["PDF 表单含有格式校验脚本", "The PDF form holds formatting scripts"], looked),
  "pdf-data-attachment": flagged(["PDF 附带了数据文件", "The PDF carries data files"], looked),
  "pdf-truncated-recoverable": flagged(
    ["PDF 有损坏，但可以读取", "The PDF is damaged but can be read"],
    looked,
  ),
  "pdf-owner-password": flagged(["PDF 设有编辑限制", "The PDF restricts editing"], looked),
  "pdf-leading-bytes": flagged(["PDF 开头有多余内容", "The PDF begins with other bytes"], looked),
  "many-pages": flagged(["PDF 超过 300 页", "The PDF has more than 300 pages"], looked),
  "no-text": flagged(["没有可识别的文字（通常是扫描件）", "It has no text (usually a scan)"], looked),
  "part-scan": flagged(
    ["部分页面是扫描图像，其余页面有文字", "Some pages are scans, others have text"],
    looked,
  ),
  "doubtful-text": flagged(
    [
      "页面是扫描图像，文字由识别软件（OCR）添加，可能有误",
      "Pages are scans whose text was recognised by a program and may be wrong",
    ],
    looked,
  ),
  empty: flagged(["文档中没有文字", "The document has no text"], looked),
  "ofd-unread": flagged(
    ["OFD 作为附加文件接收，系统不读取其文字", "An OFD file is kept as an extra; its text is not read"],
    looked,
  ),
  "too-complex": flagged(
    ["文件过于复杂，未能自动检查", "It is too complex to be inspected automatically"],
    looked,
  ),
} as const satisfies Record<string, ReasonText>;

export type ReasonCode = keyof typeof reasons;
export const ReasonCode = z.enum(Object.keys(reasons) as [ReasonCode, ...ReasonCode[]]);

const isKnown = (code: string): code is ReasonCode => Object.hasOwn(reasons, code);

/** What a reader is told of a reason; of one that an older version wrote, its code. */
export function wordsOfReason(code: string): { what: Words; cure: Words } {
  return isKnown(code)
    ? reasons[code]
    : { what: { zh: code, en: code }, cure: { zh: looked[0], en: looked[1] } };
}

/**
 * The place that a reason names, as a reader is told of it: pages of a PDF ("page 3", "pages 2-4,9"), an object of a PDF that
 * no page shows ("object 12"), else a part inside the file.
 */
export function placeOfReason(where: string): Words {
  const [, pages] = /^pages? ([\d,-]+)$/.exec(where) ?? [];
  if (pages !== undefined) return { zh: `第 ${pages.replaceAll(",", "、")} 页`, en: where };
  const [, object] = /^object (\d+)$/.exec(where) ?? [];
  if (object !== undefined)
    return { zh: `整个文件（内部对象 ${object}）`, en: `the file as a whole (${where})` };
  return { zh: `文件内部的 ${where}`, en: `the part ${where}` };
}
