import { type Instant, instantOf, LocalDate, LocalTime, plusSeconds } from "../../shared/kernel/time.ts";

/** RFC 5322 date-time with its offset; names of zones other than UTC say different things to different readers. */
const form =
  /^(?:[a-z]{3},?\s+)?(\d{1,2})\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\s+(\d{4})\s+(\d{2}):(\d{2})(?::(\d{2}))?\s+(?:([+-])(\d{2})(\d{2})|GMT|UTC?)$/i;
const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** What a mail's date says, to the second; null when it is not one. Comments such as `(CST)` say nothing. */
export function mailInstant(text: string): Instant | null {
  const found = form.exec(text.replaceAll(/\([^()]*\)/g, " ").trim());
  if (!found) return null;
  const [, day = "", month = "", year, hour, minute, second = "0", sign = "+", hours = "0", minutes = "0"] =
    found;
  const number = String(months.indexOf(month.toLowerCase()) + 1).padStart(2, "0");
  const date = LocalDate.safeParse(`${year}-${number}-${day.padStart(2, "0")}`);
  const time = LocalTime.safeParse(`${hour}:${minute}`);
  if (!date.success || !time.success) return null;
  const east = (Number(hours) * 3600 + Number(minutes) * 60) * (sign === "-" ? -1 : 1);
  return plusSeconds(instantOf(date.data, time.data, "Etc/UTC"), Number(second) - east);
}

/** The instant of a Received header: what stands behind its last semicolon, by the server that wrote it. */
export const receivedInstant = (header: string): Instant | null =>
  header.includes(";") ? mailInstant(header.slice(header.lastIndexOf(";") + 1)) : null;
