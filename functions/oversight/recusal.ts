import type { BarredApplication, OpenGlass, Recusal } from "../../shared/contract/recusal-record.ts";
import type { PersonId, SocietyCode } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";

/** Nothing to stand aside from, yet. */
export const noRecusal = (personId: PersonId): Recusal => ({
  personId,
  societies: [],
  applications: [],
  glasses: [],
  version: 0,
});

type Known = Omit<BarredApplication, "ties">;

/** One more application that a tie to `societyCode` bars; the same one twice is one. */
export function withApplication(held: Recusal, societyCode: SocietyCode, application: Known): Recusal {
  const { applicationId } = application;
  const before = held.applications.find((one) => one.applicationId === applicationId);
  if (before?.ties.includes(societyCode)) return held;
  const others = held.applications.filter((one) => one !== before);
  const next = { ...application, ties: [...(before?.ties ?? []), societyCode] };
  return { ...held, applications: [...others, next], version: held.version + 1 };
}

/** The recusal with a tie to a society, and with all that it applies for, alone or with others. */
export function withTie(held: Recusal, societyCode: SocietyCode, known: readonly Known[]): Recusal {
  const societies = [...new Set([...held.societies, societyCode])];
  const all = known.reduce((next, one) => withApplication(next, societyCode, one), { ...held, societies });
  return { ...all, version: held.version + 1 };
}

/** The recusal without the tie; an application that another tie bars stays barred. */
export function withoutTie(held: Recusal, societyCode: SocietyCode): Recusal {
  const applications = held.applications
    .map((one) => ({ ...one, ties: one.ties.filter((code) => code !== societyCode) }))
    .filter(({ ties }) => ties.length > 0);
  const societies = held.societies.filter((code) => code !== societyCode);
  return { ...held, societies, applications, version: held.version + 1 };
}

/** The recusal with a broken glass; those that are over by `now` are dropped, their record stays. */
export function withGlass(held: Recusal, glass: OpenGlass, now: Instant): Recusal {
  const standing = held.glasses.filter(({ until }) => until > now);
  return { ...held, glasses: [...standing, glass], version: held.version + 1 };
}
