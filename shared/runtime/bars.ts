import type { BarredApplication, Recusal } from "../contract/recusal-record.ts";
import type { Instant } from "../kernel/time.ts";

/** What one person stands aside from at one instant. `open`: applications that a broken glass lets them see, by its id. */
export interface Bars {
  societies: ReadonlySet<string>;
  applications: ReadonlyMap<string, BarredApplication>;
  open: ReadonlyMap<string, string>;
}

type Plain = Record<string, unknown>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

/** The bars of a recusal as it stands at `now`; undefined when there are none. A glass counts until its instant, exclusive. */
export function barsOf({ societies, applications, glasses }: Recusal, now: Instant): Bars | undefined {
  if (societies.length === 0 && applications.length === 0) return undefined;
  const open = glasses.filter(({ until }) => until > now);
  return {
    societies: new Set(societies),
    applications: new Map(applications.map((one) => [one.applicationId, one])),
    open: new Map(open.map(({ applicationId, glassId }) => [applicationId, glassId])),
  };
}

/** Does the round hold an application that the person stands aside from? A broken glass opens no whole list. */
export const isBarredRound = ({ applications }: Bars, roundId: unknown): boolean =>
  [...applications.values()].some((one) => one.roundId === roundId);

/**
 * Judges values by the ids and codes that they carry, wherever they come from. `opened` is told of each application that
 * only a broken glass lets pass.
 */
export function judgeOf(bars: Bars, opened: (applicationId: string) => void) {
  const { societies, applications, open } = bars;

  const isBarredId = (id: unknown): boolean => {
    if (typeof id !== "string" || !applications.has(id)) return false;
    if (!open.has(id)) return true;
    opened(id);
    return false;
  };

  const isBarredCode = (code: unknown, roundId: unknown): boolean => {
    if (typeof code !== "string") return false;
    const inRound = [...applications.values()].filter(
      (one) => one.roundId === roundId && (one.leadCode === code || one.ties.some((tie) => tie === code)),
    );
    const glass = inRound.find(({ applicationId }) => open.has(applicationId));
    if (!glass) return societies.has(code) || inRound.length > 0;
    opened(glass.applicationId);
    return false;
  };

  /** Is the object, or an object that is a part of it, about something barred? Its lists are judged entry by entry. */
  const isBarred = (value: Plain, outer?: unknown): boolean => {
    const ids = [value.applicationId, value.id];
    if (ids.some(isBarredId)) return true;
    const own = ids.map((id) => applications.get(String(id))).find((one) => one !== undefined);
    const roundId = value.roundId ?? own?.roundId ?? outer;
    const codes = [value.societyCode, value.partnerCode, value.leadCode, value.code];
    if (own === undefined && codes.some((code) => isBarredCode(code, roundId))) return true;
    return Object.values(value).some((part) => isPlain(part) && isBarred(part, roundId));
  };

  const isBarredEntry = (value: unknown, roundId: unknown): boolean =>
    isPlain(value) ? isBarred(value, roundId) : isBarredId(value) || isBarredCode(value, roundId);

  /** Is any value, however deep, barred? */
  const holdsBarred = (value: unknown, roundId?: unknown): boolean => {
    if (Array.isArray(value)) return value.some((one) => holdsBarred(one, roundId));
    if (isPlain(value)) return Object.values(value).some((one) => holdsBarred(one, roundId));
    return isBarredId(value) || isBarredCode(value, roundId);
  };

  /** The value without the entries that are barred, and how many those were. */
  function pruned(value: unknown, outer?: unknown): { kept: unknown; hidden: number } {
    if (Array.isArray(value)) {
      const left = value.filter((one) => !isBarredEntry(one, outer));
      const parts = left.map((one) => pruned(one, outer));
      const within = parts.reduce((sum, { hidden }) => sum + hidden, 0);
      return { kept: parts.map(({ kept }) => kept), hidden: value.length - left.length + within };
    }
    if (!isPlain(value)) return { kept: value, hidden: 0 };
    const own = applications.get(String(value.applicationId ?? value.id));
    const roundId = value.roundId ?? own?.roundId ?? outer;
    const entries = Object.entries(value).filter(([key]) => !isBarredId(key));
    const parts = entries.map(([key, part]) => [key, pruned(part, roundId)] as const);
    return {
      kept: Object.fromEntries(parts.map(([key, { kept }]) => [key, kept])),
      hidden:
        Object.keys(value).length - entries.length + parts.reduce((sum, [, { hidden }]) => sum + hidden, 0),
    };
  }

  return {
    isBarred,
    holdsBarred,
    pruned,
    /** Does a text, such as a frozen document, name a barred application? */
    isNamedIn: (text: string): boolean =>
      [...applications.keys()].some((id) => text.includes(id) && isBarredId(id)),
  };
}
