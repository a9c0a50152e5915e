import type { Reason } from "./inspection.ts";

const isLocal = (target: string) => /^file:\/\/\/[a-z]:/i.test(target) || /^[a-z]:[\\/]/i.test(target);

/** What a relationship means that points outside of the document. */
export function relationReason(
  attributes: Record<string, string>,
  part: string,
): [Reason["code"] | null, string] {
  const { Type = "", Target = "", TargetMode = "" } = attributes;
  const kind = Type.slice(Type.lastIndexOf("/") + 1).toLowerCase();
  if (TargetMode.toLowerCase() !== "external" || kind === "hyperlink") return [null, part];
  if (kind === "attachedtemplate") return [isLocal(Target) ? "image-link" : "template-injection", part];
  if (kind === "image") return ["image-link", part];
  return ["external-link", part];
}

/** An OLE object by what it says it is; a link, a package or a program is refused, formulas and drawings are looked at. */
export function objectReason({ ProgID = "", Type = "" }: Record<string, string>): Reason["code"] {
  return /^package/i.test(ProgID) || /^link$/i.test(Type) ? "ole-package" : "ole-object";
}
