import type { DefenceSession, Place, Span } from "../../shared/contract/defence-record.ts";
import type { ExpertId } from "../../shared/kernel/ids.ts";
import type { Defence } from "../../shared/programme/reviewing.ts";
import { isWithin, overlap } from "./spans.ts";
import { spotsOf } from "./spots.ts";

/** What is wrong with the sessions that an officer gives, whoever defends in them. */
export interface SessionFault {
  path: string;
  code:
    | "span-reversed"
    | "outside-window"
    | "outside-session"
    | "no-slot"
    | "panel-size"
    | "chair-missing"
    | "chair-not-offered"
    | "chair-not-seated"
    | "unknown-expert"
    | "duplicate"
    | "expert-twice"
    | "place-twice";
  /** What it is about: a key, an expert, the other session. */
  message: string;
}

interface Given {
  defence: Defence;
  /** The programme's window for the defence. */
  window: Span;
  known: ReadonlySet<ExpertId>;
}

const isReversed = ({ fromAt, toAt }: Span) => fromAt >= toAt;

/** One name for a place, however it is capitalised or spaced. */
const nameOf = (place: Place): string =>
  place.kind === "video"
    ? `video ${new URL(place.link).href}`
    : `room ${place.name.normalize("NFKC").toLowerCase().replace(/\s+/g, "")}`;

/** 答辩: a session within the window, with room for a slot, and a panel of the definition's size. */
function faultsOfOne(
  session: DefenceSession,
  path: string,
  { defence, window, known }: Given,
): SessionFault[] {
  const { experts, breaks } = session;
  const fault = (at: string, code: SessionFault["code"], message: string): SessionFault => ({
    path: `${path}.${at}`,
    ...{ code, message },
  });
  if (isReversed(session)) return [fault("toAt", "span-reversed", session.key)];
  const wrongBreaks = breaks.flatMap((one, at) => {
    if (isReversed(one)) return [fault(`breaks.${at}`, "span-reversed", session.key)];
    return isWithin(one, session) ? [] : [fault(`breaks.${at}`, "outside-session", session.key)];
  });
  const wrongExperts = experts.flatMap((expertId, at) => {
    if (experts.indexOf(expertId) !== at) return [fault(`experts.${at}`, "duplicate", expertId)];
    return known.has(expertId) ? [] : [fault(`experts.${at}`, "unknown-expert", expertId)];
  });
  return [
    ...chairFaults(session, defence).map((code) => fault("chair", code, session.chair ?? session.key)),
    ...(isWithin(session, window) ? [] : [fault("fromAt", "outside-window", session.key)]),
    ...wrongBreaks,
    ...(spotsOf(session, { length: defence }).length > 0 ? [] : [fault("toAt", "no-slot", session.key)]),
    ...(experts.length === defence.panelSize
      ? []
      : [fault("experts", "panel-size", String(defence.panelSize))]),
    ...wrongExperts,
  ];
}

/** 组长: one of the panel, where the definition has chairs; each session has one where it requires that. */
function chairFaults(
  { chair, experts }: Pick<DefenceSession, "chair" | "experts">,
  { chair: rules }: Pick<Defence, "chair">,
): ("chair-missing" | "chair-not-offered" | "chair-not-seated")[] {
  if (chair === undefined) return rules?.naming === "required" ? ["chair-missing"] : [];
  if (rules === null) return ["chair-not-offered"];
  return experts.includes(chair) ? [] : ["chair-not-seated"];
}

/** Hard rules between sessions: no key and no place twice at once, and nobody in two of them at once. */
function faultsBetween(sessions: readonly DefenceSession[]): SessionFault[] {
  return sessions.flatMap((one, at) =>
    sessions.slice(0, at).flatMap((other): SessionFault[] => {
      const path = `sessions.${at}`;
      const sameKey: SessionFault[] =
        one.key === other.key ? [{ path: `${path}.key`, code: "duplicate", message: one.key }] : [];
      if (!overlap(one, other)) return sameKey;
      const twice = one.experts.filter((expertId) => other.experts.includes(expertId));
      return [
        ...sameKey,
        ...(nameOf(one.place) === nameOf(other.place)
          ? [{ path: `${path}.place`, code: "place-twice" as const, message: other.key }]
          : []),
        ...twice.map((expertId) => ({
          path: `${path}.experts`,
          code: "expert-twice" as const,
          message: `${expertId}: ${other.key}`,
        })),
      ];
    }),
  );
}

/** Every fault of the sessions at once. */
export const sessionFaults = (sessions: readonly DefenceSession[], given: Given): SessionFault[] => [
  ...sessions.flatMap((session, at) => faultsOfOne(session, `sessions.${at}`, given)),
  ...faultsBetween(sessions),
];
