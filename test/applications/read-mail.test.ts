import { describe, expect, it } from "vitest";
import { mailInstant, receivedInstant } from "../../functions/applications/mail-received.ts";
import { readMail } from "../../functions/applications/read-mail.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import fc from "../chance.ts";
import { docx } from "../uploads/given-docx.ts";
import { onePage, pdf } from "../uploads/given-pdf.ts";
import { mailWith, receivedAt, stamped, word } from "./given-mail.ts";

const { required } = cast2021.documents;
const read = (eml: Uint8Array) => readMail(eml, required);
const becauseOf = async (eml: Uint8Array) => {
  const found = await read(eml);
  return "because" in found ? found.because : "read";
};
const filesOf = async (eml: Uint8Array) => {
  const found = await read(eml);
  if ("because" in found) throw new Error(found.because);
  return found.files.map(({ kind, format, name }) => [kind, format, name]);
};

const text = (eml: Uint8Array) => Buffer.from(eml).toString("latin1");
const bytes = (eml: string) => Buffer.from(eml, "latin1");
const head = "From: office@society.example\r\nDate: Thu, 11 Nov 2021 22:29:00 +0800\r\nMIME-Version: 1.0\r\n";
/** A mail of these parts, each with its own head. */
const parts = (...all: string[]) =>
  bytes(
    `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${all.map((one) => `--b\r\n${one}\r\n`).join("")}--b--\r\n`,
  );
const base64 = (of: Uint8Array) => Buffer.from(of).toString("base64").replaceAll(/.{76}/g, "$&\r\n");
const attached = (of: Uint8Array, named: string) =>
  `Content-Type: application/octet-stream${named}\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(of)}`;

describe("a mail is refused with its reason", () => {
  it("when the file is none", async () => {
    const others: Uint8Array[] = [
      Buffer.from(""),
      docx(),
      pdf(onePage()),
      Buffer.from("<html><body>From: a@b.example</body></html>"),
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]),
      Buffer.from("Subject: nobody sent this\r\n\r\ntext"),
      Buffer.from("From: office@society.example\r\n\r\nnothing that a program or a server wrote"),
    ];
    for (const other of others) expect(await becauseOf(other)).toBe("not-a-mail");
  });

  it("when it has no attachments, or none that is a Word file or a PDF", async () => {
    expect(await becauseOf(await mailWith({ attachments: [] }))).toBe("no-attachments");
    const picture = { name: "申报书.pdf", bytes: Buffer.from("\x89PNG\r\n\x1a\n", "latin1") };
    expect(await read(await mailWith({ attachments: [picture] }))).toEqual({
      because: "no-attachments",
      where: "申报书.pdf",
    });
  });

  it("when two different PDFs claim one place; the same one twice is one", async () => {
    const other = { name: "另一份.pdf", bytes: pdf(onePage({ catalogue: "/Lang(zh)" })) };
    expect(await read(await mailWith({ attachments: [word, stamped, other] }))).toEqual({
      because: "several-of-kind",
      where: "申报书（盖章）.pdf, 另一份.pdf",
    });
    expect(await filesOf(await mailWith({ attachments: [word, stamped, stamped] }))).toHaveLength(2);
  });

  it("when another mail is inside it, however it is marked", async () => {
    const inner = await mailWith();
    const nested = (more: string) => parts(`Content-Type: message/rfc822${more}\r\n\r\n${text(inner)}`);
    expect(await becauseOf(nested(""))).toBe("nested-mail");
    expect(await becauseOf(nested("\r\nContent-Disposition: attachment; filename=a.eml"))).toBe(
      "nested-mail",
    );
  });

  it("when Outlook wrapped its attachments", async () => {
    const tnef = {
      name: "winmail.dat",
      bytes: Buffer.from([0x78, 0x9f, 0x3e, 0x22]),
      type: "application/ms-tnef",
    };
    expect(await becauseOf(await mailWith({ attachments: [tnef] }))).toBe("winmail");
    expect(
      await becauseOf(await mailWith({ attachments: [word, { ...tnef, type: "application/octet-stream" }] })),
    ).toBe("winmail");
  });

  it("when the encoding of an attachment is broken: no decoder's guess becomes somebody's application", async () => {
    const whole = text(await mailWith());
    const at = whole.indexOf("JVBERi");
    expect(await becauseOf(bytes(`${whole.slice(0, at)}*${whole.slice(at)}`))).toBe("broken-encoding");
    expect(await becauseOf(bytes(`${whole.slice(0, at)}${whole.slice(at + 3)}`))).toBe("broken-encoding");
    expect(await becauseOf(bytes(whole))).toBe("read");
  });

  it("when it has more parts than anybody writes, or is nested deeper", async () => {
    expect(
      await becauseOf(parts(...Array.from({ length: 300 }, () => "Content-Type: text/plain\r\n\r\nx"))),
    ).toBe("too-many-parts");
    const deep = Array.from(
      { length: 60 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    );
    expect(await becauseOf(bytes(`${head}${deep.join("")}\r\n`))).toBe("too-many-parts");
  });

  it("when an attachment is larger than its document may be", async () => {
    const small = required.map((one) => ({ ...one, maxBytes: 50 }));
    expect(await readMail(await mailWith(), small)).toEqual({
      because: "attachment-too-large",
      where: word.name,
    });
  });

  it("and nothing is thrown whatever bytes come", async () => {
    const whole = await mailWith();
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), async (at, byte, end) => {
        const spoilt = Uint8Array.from(whole);
        spoilt[at] = byte;
        await becauseOf(spoilt.subarray(0, end));
      }),
      { numRuns: 60 },
    );
  });
});

describe("the attachments of a mail", () => {
  it("are known by their content, whatever they are called", async () => {
    const swapped = [
      { name: "一.dat", bytes: word.bytes },
      { name: "二.docx", bytes: stamped.bytes },
      { name: "logo.png", bytes: Buffer.from("\x89PNG\r\n\x1a\n", "latin1") },
    ];
    const found = await read(await mailWith({ attachments: swapped }));
    expect(found).toMatchObject({
      files: [
        { kind: "form", format: "docx", name: "一.dat" },
        { kind: "stamped", format: "pdf", name: "二.docx" },
      ],
      ignored: ["logo.png"],
    });
  });

  it("that are old Word or under a password take the form's place: inspection says what is wrong", async () => {
    const old = {
      name: "申报书.doc",
      bytes: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]),
    };
    expect(await filesOf(await mailWith({ attachments: [old] }))).toEqual([["form", "docx", "申报书.doc"]]);
  });

  it("have their names in whatever way mail programs write them", async () => {
    const gb18030 = Buffer.from([0xc9, 0xea, 0xb1, 0xa8, 0xca, 0xe9]).toString("base64");
    const utf8 = Buffer.from("申报书").toString("base64");
    const percent = "%C9%EA%B1%A8%CA%E9";
    for (const named of [
      `; name="=?GB18030?B?${gb18030}?=.pdf"`,
      `; name="=?UTF-8?B?${utf8}?=.pdf"`,
      `\r\nContent-Disposition: attachment; filename*=GB18030''${percent}.pdf`,
      `\r\nContent-Disposition: attachment; filename*0*=GB18030''%C9%EA%B1%A8; filename*1*=%CA%E9.pdf`,
    ])
      expect(await filesOf(parts(attached(stamped.bytes, named)))).toEqual([
        ["stamped", "pdf", "申报书.pdf"],
      ]);
  });

  it("without a name, or with a path in it, get one that can be kept", async () => {
    const cases: [string, string][] = [
      ["", "attachment"],
      ['; name="..\\\\..\\\\windows\\\\a.pdf"', "a.pdf"],
      ['; name="/etc/passwd"', "passwd"],
    ];
    for (const [named, kept] of cases) {
      const [file] = await filesOf(parts(attached(stamped.bytes, named)));
      expect([named, file?.[2]]).toEqual([named, kept === "attachment" ? "stamped.pdf" : kept]);
    }
  });
});

describe("the instant of arrival", () => {
  it("is that of the topmost Received header, to the second, whatever its zone", async () => {
    const whole = text(await mailWith());
    const below = "Received: from elsewhere by relay.example; Mon, 8 Nov 2021 01:00:00 +0000\r\n";
    const found = await read(bytes(whole.replace("From:", `${below}From:`)));
    expect(found).toMatchObject({
      received: { at: receivedAt, text: expect.stringContaining("mx.office.example") },
    });
  });

  it("is nobody's guess where the header is missing or says no date", async () => {
    expect(await read(await mailWith({ receivedAt: null }))).toMatchObject({ received: null });
    for (const header of [
      "by a with b",
      "by a; yesterday",
      "by a; 2021-11-11",
      "by a; Thu, 11 Nov 2021 22:30:05 CST",
    ])
      expect(receivedInstant(header)).toBeNull();
  });

  it.each([
    ["Thu, 11 Nov 2021 22:30:05 +0800 (CST)", "2021-11-11T14:30:05.000Z"],
    ["11 Nov 2021 14:30 GMT", "2021-11-11T14:30:00.000Z"],
    ["Thu, 11 Nov 2021 09:30:05 -0500", "2021-11-11T14:30:05.000Z"],
  ])("%s", (written, at) => {
    expect(mailInstant(written)).toBe(at);
  });
});
