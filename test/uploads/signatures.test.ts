import { beforeAll, describe, expect, it } from "vitest";
import { signPdf } from "../../cli/demo/sign-pdf.ts";
import { selfSigned } from "../../cli/demo/signature.ts";
import { inspect } from "../../functions/uploads/inspect.ts";
import { inspectionLimits } from "../../functions/uploads/inspection.ts";
import { wordsOfSignature } from "../../shared/contract/signatures.ts";
import { inspectionMeans } from "../../shared/runtime/inspection-means.ts";
import { docx } from "./given-docx.ts";
import { lockedPdf, onePage, packedPdf, pdf } from "./given-pdf.ts";

const at = "2021-11-08T02:00:00.000Z";
const signer = selfSigned("中国测试学会（演示证书）");
const signed = signPdf(pdf(onePage()), { signer, at });

const judged = (bytes: Uint8Array) =>
  inspect(bytes, { expected: null, limits: inspectionLimits, means: inspectionMeans });
const signaturesIn = async (bytes: Uint8Array) => (await judged(bytes)).signatures;

/** The same number of bytes in another place of the file. */
function replaced(file: Buffer, from: string, to: string): Buffer {
  const place = file.indexOf(from, 0, "latin1");
  if (place < 0 || from.length !== to.length) throw new Error(`${from} is not replaced by ${to}`);
  const other = Buffer.from(file);
  other.write(to, place, "latin1");
  return other;
}

const sound = {
  field: "Signature1",
  kind: "adbe.pkcs7.detached",
  handler: "Adobe.PPKLite",
  signer: "中国测试学会（演示证书）",
  signedAt: at,
  coverage: "whole-file",
  appendedBytes: 0,
  content: "matches",
  value: "matches",
  certificate: "not-checkable",
};

describe("a digital signature in a PDF", () => {
  it("is named with signer, kind and time; what can be compared agrees, its certificate can't be checked here", async () => {
    expect(await judged(signed)).toMatchObject({ verdict: "accepted", reasons: [], signatures: [sound] });
  });

  it.each<["rsa" | "ec", string]>([
    ["rsa", "adbe.pkcs7.detached"],
    ["rsa", "ETSI.CAdES.detached"],
    ["ec", "ETSI.CAdES.detached"],
  ])("made with %s as %s is compared", async (key, kind) => {
    const other = signPdf(pdf(onePage()), { signer: selfSigned("签名人", key), at, kind });
    expect(await signaturesIn(other)).toEqual([{ ...sound, signer: "签名人", kind }]);
  });

  it("covers an earlier version when bytes were appended, which is said with their number and refuses nothing", async () => {
    const appended = Buffer.concat([signed, Buffer.from("% a remark\n")]);
    expect(await judged(appended)).toMatchObject({
      verdict: "accepted",
      signatures: [{ ...sound, coverage: "earlier-version", appendedBytes: 11 }],
    });
  });

  it("that a second one follows covers the version that the second was added to", async () => {
    const second = selfSigned("第二签名人");
    const twice = signPdf(signed, { signer: second, at, field: "Signature2" });
    // The form of the second version names its own field alone, as the writer of the test does.
    expect(await signaturesIn(twice)).toEqual([{ ...sound, field: "Signature2", signer: "第二签名人" }]);
  });

  it("is not of what was changed under it", async () => {
    const changed = replaced(signed, "Application", "Aplications");
    expect(await signaturesIn(changed)).toEqual([{ ...sound, content: "differs" }]);
  });

  it("whose value was made with another key does not fit its certificate", async () => {
    const forged = { ...signer, privateKey: selfSigned("x").privateKey };
    const other = signPdf(pdf(onePage()), { signer: forged, at });
    expect(await signaturesIn(other)).toEqual([{ ...sound, value: "differs" }]);
  });

  it("that leaves out more than its own value covers other parts only", async () => {
    const [, from = "", rest = ""] =
      /\/ByteRange\[0 (\d+ +)(\d+ +\d+ +)\]/.exec(signed.toString("latin1")) ?? [];
    const less = `${Number(from) - 40}`.padEnd(from.length, " ");
    const moved = replaced(signed, `[0 ${from}${rest}`, `[0 ${less}${rest}`);
    expect(await signaturesIn(moved)).toEqual([
      { ...sound, coverage: "other-parts", appendedBytes: null, content: "differs" },
    ]);
  });
});

describe("what can't be checked here is said to be so, and never to be wrong", () => {
  const unknown = { content: "not-checkable", value: "not-checkable" };

  it.each(["GM.sm2.detached", "adbe.x509.rsa_sha1", "Custom.Seal"])(
    "a signature of the kind %s",
    async (kind) => {
      expect(await signaturesIn(signPdf(pdf(onePage()), { signer, at, kind }))).toEqual([
        { ...sound, kind, ...unknown },
      ]);
    },
  );

  it("one made with SM2 and SM3", async () => {
    const [sha256, sm3] = ["0609608648016503040201", "06082a811ccf55018311"];
    const [ecdsa, sm2] = ["06082a8648ce3d040302", "06082a811ccf55018375"];
    // The algorithms' names alone are exchanged; that of SM3 is a byte shorter, so the one behind it grows.
    const hex = signed
      .toString("latin1")
      .replaceAll(`300d${sha256}0500`, `300d${sm3}040100`)
      .replaceAll(ecdsa, sm2);
    expect(hex.length).toBe(signed.length);
    expect(await signaturesIn(Buffer.from(hex, "latin1"))).toEqual([{ ...sound, ...unknown }]);
  });

  it("one without a value that can be read", async () => {
    const empty = signed
      .toString("latin1")
      .replace(/\/Contents<[0-9a-f]+>/, (all) => all.replaceAll(/[1-9a-f](?=[0-9a-f]*>)/g, "0"));
    expect(await signaturesIn(Buffer.from(empty, "latin1"))).toEqual([
      { ...sound, signer: null, ...unknown },
    ]);
  });
});

describe("a file without a signature", () => {
  it("has none, and a field that nobody has signed is none", async () => {
    expect(await signaturesIn(pdf(onePage()))).toEqual([]);
    const catalogue = "/AcroForm<</Fields[6 0 R]>>";
    expect(await signaturesIn(pdf(onePage({ catalogue, more: ["<</FT/Sig/T(a)>>"] })))).toEqual([]);
  });

  it("is not looked at when it is no PDF or can't be opened", async () => {
    expect(await signaturesIn(docx())).toBeNull();
    expect(await signaturesIn(lockedPdf(onePage(), { user: "secret", owner: "secret" }))).toBeNull();
  });
});

describe("a signature's field", () => {
  let found: Awaited<ReturnType<typeof signaturesIn>>;
  beforeAll(async () => {
    const value = "<</Type/Sig/Filter/Seal/SubFilter/Custom.Seal/M(D:20211108100000+08'00')/Contents<00>>>";
    const objects = onePage({
      catalogue: "/AcroForm<</Fields[6 0 R]>>",
      page: "/Annots[7 0 R 9 0 R]",
      more: [
        "<</T(office)/FT/Sig/Kids[7 0 R 6 0 R]>>",
        "<</T(seal)/Parent 6 0 R/Subtype/Widget/Rect[0 0 9 9]/V 8 0 R>>",
        value,
        "<</FT/Sig/T<feff7ae0>/Subtype/Widget/Rect[0 0 9 9]/V 10 0 R>>",
        value,
      ],
    });
    found = await signaturesIn(packedPdf(objects));
  });

  it("is found below others, on a page alone, once each, and in a loop", () => {
    expect(found?.map(({ field, signedAt }) => [field, signedAt])).toEqual([
      ["office.seal", at],
      ["章", at],
    ]);
  });
});

describe("the words of a signature", () => {
  it("name it and say each fact, in the reader's language", async () => {
    const [one] = (await signaturesIn(Buffer.concat([signed, Buffer.from("%\n")]))) ?? [];
    if (!one) throw new Error("no signature");
    expect(wordsOfSignature(one, "zh-CN")).toEqual([
      "含有一个数字签名，证书所载签名人：中国测试学会（演示证书）；类型：adbe.pkcs7.detached；签名自称的时间：2021-11-08T02:00:00.000Z。",
      "签名之后文件又追加了 2 字节。",
      "签名所覆盖的内容与签名时一致。",
      "签名值与所附证书的公钥相符。",
      "证书是否由可信机构签发：此处无法核对。",
    ]);
    const unknown = {
      ...one,
      signer: null,
      kind: null,
      content: "not-checkable",
      value: "not-checkable",
    } as const;
    expect(wordsOfSignature(unknown, "en").join(" ")).toMatch(
      /not readable.*2 bytes were appended.*not checkable here.*not checkable here.*not checkable here/,
    );
  });
});
