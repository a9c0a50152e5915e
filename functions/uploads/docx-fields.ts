import type { Reason } from "./inspection.ts";

const isDde = (instruction: string) =>
  /^[\s"']*DDE(AUTO)?\b/i.test(instruction) || /\bDDEAUTO\b/i.test(instruction);

/** An address on another machine, of the web or of a share, where a field names its source; LINK says a program first. */
const isElsewhere = (instruction: string) =>
  /^\s*(LINK\s+[\w.]+|\w+)\s+("\s*)?([a-z][a-z+.-]+:\/\/+[^/\s]|[\\/]{2,}\w)/i.test(instruction);

/** What a field would do when a reader's office opens or updates it: start a program, or fetch from another machine. */
function reasonOf(instruction: string): Reason["code"] | null {
  if (isDde(instruction)) return "dde";
  if (!isElsewhere(instruction)) return null;
  if (/^\s*(INCLUDETEXT|INCLUDE|LINK|RD)\b/i.test(instruction)) return "external-link";
  return /^\s*(INCLUDEPICTURE|IMPORT)\b/i.test(instruction) ? "image-link" : null;
}

/**
 * Finds fields that start another program or fetch from elsewhere. An instruction may be cut into runs, and a field may
 * stand inside the instruction of another.
 */
export function fieldWatcher() {
  const open: { instruction: string }[] = [];
  let outside = "";
  const found = new Set<Reason["code"]>();
  const judge = (instruction: string) => {
    const reason = reasonOf(instruction);
    if (reason) found.add(reason);
  };
  return {
    open(tag: string, { fldCharType = "", instr = "" }: Record<string, string>): void {
      if (tag === "fldSimple") judge(instr);
      if (tag !== "fldChar") return;
      if (fldCharType === "begin") open.push({ instruction: "" });
      if (fldCharType === "end") judge(open.pop()?.instruction ?? "");
    },
    text(text: string, inside: string): void {
      if (inside !== "instrText" && inside !== "delInstrText") return;
      const field = open.at(-1);
      if (field) field.instruction += text;
      else outside += text;
    },
    /** What the fields of the part are to be judged for. A field without an end counts, too. */
    reasons(): ReadonlySet<Reason["code"]> {
      for (const { instruction } of open) judge(instruction);
      judge(outside);
      return found;
    },
  };
}
