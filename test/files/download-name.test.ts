import { describe, expect, it } from "vitest";
import { dispositionOf } from "../../shared/files/download-name.ts";

/** The name that a browser reads from the header. */
const nameIn = (header: string) => decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(header)?.[1] ?? "");

describe("a downloaded file", () => {
  it.each<[string, Parameters<typeof dispositionOf>[1], string]>([
    ["申报书（盖章）.pdf", "pdf", "申报书（盖章）.pdf"],
    ["form.DOCX", "docx", "form.DOCX"],
    ["旧版.doc", "docx", "旧版.doc"],
    ["申报书", "pdf", "申报书.pdf"],
    ["form.pdf.exe", "pdf", "form.pdf.exe.pdf"],
    // A mark that turns the direction makes this one look like form.exe.pdf.
    ["form.\u202efdp.exe", "pdf", "form.fdp.exe.pdf"],
    ["../../etc/passwd", "docx", "_.._etc_passwd.docx"],
    ["C:\\a\\b.pdf", "pdf", "C__a_b.pdf"],
    ['a"; filename="b.exe', "pdf", "a_; filename=_b.exe.pdf"],
    ["a\r\nset-cookie: b.pdf", "pdf", "aset-cookie_ b.pdf"],
    ["...", "pdf", "file.pdf"],
    ["来信.eml", "eml", "来信.eml"],
    ["来信.eml.html", "eml", "来信.eml.html.eml"],
  ])("called %j is saved as a %s under %j", (name, format, saved) => {
    expect(nameIn(dispositionOf(name, format))).toBe(saved);
  });

  it("is saved and never shown, and its header holds nothing but plain letters", () => {
    const header = dispositionOf("申报书 '（*）.pdf\r\n", "pdf");
    expect(header).toMatch(/^attachment; filename="file\.pdf"; filename\*=UTF-8''[\w.%-]+$/);
  });
});
