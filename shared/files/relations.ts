import type { ReasonCode } from "../contract/reasons.ts";

/** A relationship of a part: what it is for, and what it leads to. */
export interface Relation {
  id: string;
  /** The last word of its type, in small letters. */
  kind: string;
  target: string;
  isExternal: boolean;
}

const schemed = /^[a-z][a-z0-9+.-]+:/i;

export function relationOf({
  Id = "",
  Type = "",
  Target = "",
  TargetMode = "",
}: Record<string, string>): Relation {
  const kind = Type.slice(Type.lastIndexOf("/") + 1).toLowerCase();
  return {
    id: Id,
    kind,
    target: Target,
    isExternal: TargetMode.toLowerCase() === "external" || schemed.test(Target),
  };
}

/** Does a target name another machine, by an address of the web or of a file server? */
function isRemote(target: string): boolean {
  const path = target.replaceAll("\\", "/");
  const [, slashes = "", rest = ""] = /^file:(\/*)(.*)$/i.exec(path) ?? [];
  if (/^file:/i.test(path)) {
    if (/^[a-z][:|]/i.test(rest)) return false;
    return slashes.length === 2 || slashes.length > 3;
  }
  return path.startsWith("//") || schemed.test(path);
}

/** What a relationship means that points outside of the document. */
export function relationReason({ kind, target, isExternal }: Relation): ReasonCode | null {
  if (!isExternal || kind === "hyperlink") return null;
  if (kind === "attachedtemplate") return isRemote(target) ? "template-injection" : "image-link";
  return kind === "image" ? "image-link" : "external-link";
}

function decodedTarget(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

/** The part that a relationship leads to, as the name of an entry in small letters: names of parts know no case. */
export function targetPart(relationsOf: string, { target }: Relation): string {
  const path = decodedTarget(target).replace(/#.*$/, "");
  const folder = relationsOf.replace(/_rels\/[^/]*$/, "");
  const steps: string[] = [];
  for (const step of (path.startsWith("/") ? path : folder + path).split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.join("/").toLowerCase();
}
