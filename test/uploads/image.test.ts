import { describe, expect, it } from "vitest";
import { copyImage } from "../../functions/uploads/image.ts";
import { jpeg, png } from "./given-image.ts";
import { inspected } from "./inspected.ts";

describe("a picture is refused", () => {
  it.each<[string, Uint8Array, "png" | "jpeg", string]>([
    ["that is a web page", Buffer.from("<html>"), "png", "not-image"],
    ["that is nothing", Buffer.alloc(0), "png", "empty-file"],
    ["that is of the other kind", jpeg(), "png", "not-image"],
    ["that is of the other kind, too", png(), "jpeg", "not-image"],
    ["with an archive behind it", Buffer.concat([png(), Buffer.from("PK")]), "png", "image-damaged"],
    ["with anything behind it", Buffer.concat([jpeg(), Buffer.from([0])]), "jpeg", "image-damaged"],
    ["of no width", png({ width: 0 }), "png", "image-damaged"],
    ["of more pixels than a person can look at", png({ width: 120_000_001 }), "png", "image-damaged"],
  ])("%s", async (_, bytes, expected, code) => {
    expect(await inspected(bytes, expected)).toBe(`refused ${code}`);
  });

  it.each([
    ["png", png({ comment: "x" })],
    ["jpeg", jpeg({ exif: "x" })],
  ] as const)("of %s that is cut off anywhere", async (expected, whole) => {
    for (let length = 1; length < whole.length; length += 1)
      expect(await inspected(whole.subarray(0, length), expected)).toMatch(/^refused /);
  });

  it("as a document of the application, whatever it is called", async () => {
    expect(await inspected(png(), "pdf")).toBe("refused not-pdf");
    expect(await inspected(jpeg(), "docx")).toBe("refused not-docx");
  });
});

describe("a sound picture", () => {
  it.each([
    ["png", png()],
    ["jpeg", jpeg()],
  ] as const)("of %s is accepted", async (expected, bytes) => {
    expect(await inspected(bytes, expected)).toBe("accepted");
  });

  it.each([
    ["png", png({ comment: "31.2304N 121.4737E" }), png()],
    ["jpeg", jpeg({ exif: "31.2304N 121.4737E" }), jpeg()],
  ] as const)("of %s is copied for readers without what is written beside its pixels", (_, bytes, plain) => {
    const copy = copyImage(bytes);
    expect(Buffer.from(copy?.bytes ?? [])).toEqual(plain);
    expect(copy?.removed).toEqual(["metadata"]);
    expect(copyImage(plain)?.removed).toEqual([]);
  });
});
