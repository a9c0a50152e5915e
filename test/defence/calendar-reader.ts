import ICAL from "ical.js";

/** A calendar file as Mozilla's calendar reads it: each entry by the names of its properties. */
export function readCalendar(text: string): { method: string; events: Record<string, string>[] } {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar
    .getAllSubcomponents("vevent")
    .map((event) =>
      Object.fromEntries(
        event
          .getAllProperties()
          .map((property) => [property.name.toUpperCase(), String(property.getFirstValue())]),
      ),
    );
  return { method: String(calendar.getFirstPropertyValue("method")), events };
}
