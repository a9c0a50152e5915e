/** A calendar file as a calendar reads it: unfolded, unescaped, each entry by the names of its properties. */
export function readCalendar(text: string): { method: string; events: Record<string, string>[] } {
  const lines = text.replace(/\r\n[ \t]/g, "").split("\r\n");
  if (lines.pop() !== "") throw new Error("the last line does not end");
  if (lines.shift() !== "BEGIN:VCALENDAR" || lines.pop() !== "END:VCALENDAR") throw new Error("no calendar");
  const events: Record<string, string>[] = [];
  const own: Record<string, string> = {};
  let open: Record<string, string> | undefined;
  for (const line of lines) {
    const { name, value } = propertyOf(line);
    if (line === "BEGIN:VEVENT") open = {};
    else if (line === "END:VEVENT" && open) {
      events.push(open);
      open = undefined;
    } else (open ?? own)[name] = value;
  }
  if (open || own.VERSION !== "2.0" || !own.PRODID) throw new Error("not a whole calendar");
  return { method: own.METHOD ?? "", events };
}

/** RFC 5545, 3.1: a name, parameters whose values may be quoted, and the value after the first colon outside of quotes. */
function propertyOf(line: string): { name: string; value: string } {
  const found = /^([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/su.exec(line);
  if (!found?.[1]) throw new Error(`no property: ${line}`);
  const isText = ["SUMMARY", "LOCATION", "DESCRIPTION"].includes(found[1]);
  const value = found[3] ?? "";
  return {
    name: found[1],
    value: isText ? value.replace(/\\([\\;,nN])/g, (_, one: string) => (/n/i.test(one) ? "\n" : one)) : value,
  };
}
