const isDde = (instruction: string) =>
  /^[\s"']*DDE(AUTO)?\b/i.test(instruction) || /\bDDEAUTO\b/i.test(instruction);

/**
 * Finds fields that start another program. An instruction may be cut into runs, and a field may stand inside the
 * instruction of another.
 */
export function fieldWatcher() {
  const open: { instruction: string }[] = [];
  let outside = "";
  let found = false;
  const judge = (instruction: string) => {
    found ||= isDde(instruction);
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
    /** Did any field of the part start a program? A field without an end counts, too. */
    hasDde(): boolean {
      for (const { instruction } of open) judge(instruction);
      judge(outside);
      return found;
    },
  };
}
