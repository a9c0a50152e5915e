import { fault } from "./fault.ts";
import { childrenOf, parseXml, textOf } from "./xml.ts";

const keptHeaders = [
  "content-type",
  "content-disposition",
  "content-encoding",
  "content-language",
  "cache-control",
  "expires",
  "x-amz-server-side-encryption",
  "x-amz-server-side-encryption-aws-kms-key-id",
];

/** Asked for, they would change who reads the object or how it is kept; ignoring them would hide it until AWS. */
const unknownHeaders = /^x-amz-(acl|grant-|object-lock-|website-redirect|server-side-encryption-customer)/;

/** S3's limit for the names and values of a user's own metadata, in bytes. */
const largestMetadata = 2048;

/** S3's limits for tags. */
const tagLimits = { count: 10, key: 128, value: 256 };

const isLatin = (text: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(text);

/**
 * What of a request's headers (or a form's fields) is kept with the object and given back with it.
 * @throws NotImplemented, MetadataTooLarge, InvalidArgument
 */
export function attributesOf(headers: Record<string, string>): Record<string, string> {
  const unknown = Object.keys(headers).find((name) => unknownHeaders.test(name));
  if (unknown !== undefined) throw fault("NotImplemented", `The header ${unknown} is not known here.`);
  const kept: Record<string, string> = { "content-type": "binary/octet-stream" };
  let metadataSize = 0;
  for (const [name, value] of Object.entries(headers)) {
    const isOwn = name.startsWith("x-amz-meta-");
    if (!isOwn && !keptHeaders.includes(name)) continue;
    if (isOwn) metadataSize += name.length - "x-amz-meta-".length + Buffer.byteLength(value);
    if (!isLatin(value) && !isOwn) {
      throw fault("InvalidArgument", `Header value of ${name} cannot be represented using ISO-8859-1.`);
    }
    // A form's metadata may be any text; S3 gives it back as RFC 2047 has it.
    kept[name] = isLatin(value) ? value : `=?UTF-8?B?${Buffer.from(value).toString("base64")}?=`;
  }
  if (metadataSize > largestMetadata) throw fault("MetadataTooLarge");
  const encodings = (kept["content-encoding"] ?? "").split(",").map((each) => each.trim());
  const encoding = encodings.filter((each) => each !== "aws-chunked" && each !== "").join(",");
  const { "content-encoding": _, ...others } = kept;
  return encoding === "" ? others : { ...others, "content-encoding": encoding };
}

/** @throws InvalidTag */
function tagsFrom(pairs: Iterable<readonly [string, string]>): Record<string, string> {
  const tags = new Map<string, string>();
  for (const [key, value] of pairs) {
    const isTooLong = key.length > tagLimits.key || value.length > tagLimits.value;
    if (key === "" || isTooLong || tags.has(key)) throw fault("InvalidTag");
    tags.set(key, value);
  }
  if (tags.size > tagLimits.count) throw fault("InvalidTag", "Object tags cannot be greater than 10");
  return Object.fromEntries(tags);
}

/** Tags as the header `x-amz-tagging` writes them. */
export const headerTags = (header: string | undefined): Record<string, string> =>
  tagsFrom(new URLSearchParams(header ?? ""));

/** Tags as a Tagging document writes them. */
export const documentTags = (document: string): Record<string, string> =>
  tagsFrom(
    childrenOf(parseXml(document), "TagSet")
      .flatMap((set) => childrenOf(set, "Tag"))
      .map((tag) => [textOf(tag, "Key") ?? "", textOf(tag, "Value") ?? ""] as const),
  );
