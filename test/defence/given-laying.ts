import type { Presenting } from "../../functions/defence/obstacles.ts";
import { DefenceSession } from "../../shared/contract/defence-record.ts";
import { ApplicationId, ExpertId, SocietyCode } from "../../shared/kernel/ids.ts";
import { Instant, plusSeconds } from "../../shared/kernel/time.ts";

const numbered = (number: number) => String(number).padStart(26, "0");
export const applicationId = (number: number) => ApplicationId.parse(`app_${numbered(number)}`);
export const expertId = (number: number) => ExpertId.parse(`exp_${numbered(number)}`);

/** Quarters of an hour after nine in Beijing, on the first day of the defence. */
export const quarter = (number: number): Instant =>
  plusSeconds(Instant.parse("2021-12-06T01:00:00.000Z"), number * 900);

export const span = (from: number, to: number) => ({ fromAt: quarter(from), toAt: quarter(to) });

/** One slot takes a quarter. */
export const length = { presentationMinutes: 8, questionMinutes: 7 };

export const room = (name: string) => ({ kind: "room" as const, name });

/** A session of some quarters in a room of its own, with experts by number. */
export const session = (
  key: string,
  [from, to]: readonly [number, number],
  given: {
    experts?: readonly number[];
    breaks?: readonly (readonly [number, number])[];
    place?: string;
    chair?: number;
  } = {},
): DefenceSession =>
  DefenceSession.parse({
    key,
    place: room(given.place ?? `房间${key}`),
    ...span(from, to),
    breaks: (given.breaks ?? []).map(([start, end]) => span(start, end)),
    experts: (given.experts ?? [1]).map(expertId),
    ...(given.chair !== undefined && { chair: expertId(given.chair) }),
  });

const barred = { tied: "conflict-of-interest" as const, ground: null };

/** An application by its number in the draw, whom experts are barred from and who can't come at times; nine experts judge it. */
export const presenting = (
  number: number,
  given: {
    barred?: readonly number[];
    assigned?: readonly number[];
    blackouts?: readonly (readonly [number, number])[];
  } = {},
): Presenting => {
  const societyCode = SocietyCode.parse(`A-${String(number).padStart(2, "0")}`);
  return {
    applicationId: applicationId(number),
    societyCode,
    societyCodes: [societyCode],
    blackouts: (given.blackouts ?? []).map(([start, end]) => span(start, end)),
    barred: new Map((given.barred ?? []).map((one) => [expertId(one), barred])),
    assigned: new Set((given.assigned ?? [1, 2, 3, 4, 5, 6, 7, 8, 9]).map(expertId)),
  };
};
