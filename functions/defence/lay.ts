import type { DefenceSession, DefenceSlot, Place } from "../../shared/contract/defence-record.ts";
import type { Defence } from "../../shared/programme/reviewing.ts";
import { cheapest, earliestInTurn } from "./matching.ts";
import { type Obstacle, obstaclesTo, type Presenting } from "./obstacles.ts";
import { inOrder, type Spot, spotsOf } from "./spots.ts";

export interface Laying {
  /** In the order of the draw. */
  presenting: readonly Presenting[];
  sessions: readonly DefenceSession[];
  /** Slots of the timetable that stands; none when it is the first. */
  standing: readonly DefenceSlot[];
  length: Pick<Defence, "presentationMinutes" | "questionMinutes">;
  /** How many of a session's panel must be assigned to who defends in it. */
  needed: number;
}

export type LaidSlot = Omit<DefenceSlot, "changedIn">;

/** An application with what stands in its way. */
export type Hindered = Pick<Presenting, "applicationId" | "societyCode"> & { obstacles: Obstacle[] };

/** Why there is no timetable: these applications together have `short` slots too few, and what keeps each from the others. */
export interface Shortage {
  short: number;
  applications: Hindered[];
}

export type Laid = { slots: LaidSlot[] } | { shortage: Shortage };

const isSamePlace = (one: Place, other: Place): boolean =>
  one.kind === "room"
    ? other.kind === "room" && one.name === other.name
    : other.kind === "video" && one.link === other.link;

/** Is it at the same time in the same session? The place may be another. */
const isSameTime = (one: Pick<LaidSlot, "sessionKey" | "fromAt">, spot: Spot): boolean =>
  one.sessionKey === spot.sessionKey && one.fromAt === spot.fromAt;

/** Would who has this slot notice nothing of it? */
export const isUnmoved = (one: Omit<Spot, "sessionKey">, other: Omit<Spot, "sessionKey">): boolean =>
  one.fromAt === other.fromAt && one.toAt === other.toAt && isSamePlace(one.place, other.place);

const namedIn = (sessions: readonly DefenceSession[]) => new Map(sessions.map((one) => [one.key, one]));

function layOn(spots: readonly Spot[], { presenting, sessions, standing, needed }: Laying): Laid {
  const slotOf = new Map(standing.map((slot) => [slot.applicationId, slot]));
  const sessionOf = namedIn(sessions);
  const obstacles = (one: Presenting, spot: Spot): Obstacle[] => {
    const session = sessionOf.get(spot.sessionKey);
    return session ? obstaclesTo(one, session, { ...spot, needed }) : [];
  };
  const costs = presenting.map((one) => {
    const stood = slotOf.get(one.applicationId);
    return spots.map((spot) => {
      if (obstacles(one, spot).length > 0) return null;
      return stood ? changeOf(stood, spot, presenting.length) : 0;
    });
  });
  const cost = (taker: number, spot: number) => costs[taker]?.[spot] ?? null;
  const matched = cheapest({ takers: presenting.length, spots: spots.length, cost });
  if ("tooMany" in matched) {
    const short = matched.tooMany.map((taker) => presenting[taker]).filter((one) => one !== undefined);
    return { shortage: shortageOf(short, spots, obstacles) };
  }
  const chosen = matched.spotOf.map((spot) => spots[spot]);
  // Who keeps the time stays; the others take what is left, in the order of the draw.
  const stays = presenting.map(({ applicationId }, taker) => {
    const stood = slotOf.get(applicationId);
    const spot = chosen[taker];
    return stood !== undefined && spot !== undefined && (isUnmoved(stood, spot) || isSameTime(stood, spot));
  });
  const kept = new Set(matched.spotOf.filter((_, taker) => stays[taker]));
  const movers = presenting.map((_, taker) => taker).filter((taker) => !stays[taker]);
  const free = spots.map((_, spot) => spot).filter((spot) => !kept.has(spot));
  const placeOf = new Map(free.map((spot, at) => [spot, at]));
  const again = earliestInTurn(
    {
      takers: movers.length,
      spots: free.length,
      cost: (mover, at) => cost(movers[mover] ?? -1, free[at] ?? -1),
    },
    { spotOf: movers.map((taker) => placeOf.get(matched.spotOf[taker] ?? -1) ?? -1) },
  );
  const spotOf = [...matched.spotOf];
  for (const [mover, taker] of movers.entries()) spotOf[taker] = free[again[mover] ?? -1] ?? -1;
  const slots = presenting.flatMap(({ applicationId, societyCode }, taker) => {
    const spot = spots[spotOf[taker] ?? -1];
    return spot ? [{ applicationId, societyCode, ...spot }] : [];
  });
  return { slots: inOrder(slots) };
}

/** A move costs more than every change of time together, so that as few as possible move, and of those as few at another time. */
function changeOf(stood: DefenceSlot, spot: Spot, many: number): number {
  if (isUnmoved(stood, spot)) return 0;
  return isSameTime(stood, spot) ? many + 1 : many + 2;
}

function shortageOf(
  short: readonly Presenting[],
  spots: readonly Spot[],
  obstacles: (one: Presenting, spot: Spot) => Obstacle[],
): Shortage {
  const open = spots.filter((spot) => short.some((one) => obstacles(one, spot).length === 0));
  return {
    short: short.length - open.length,
    applications: short.map((one) => {
      const found = spots.flatMap((spot) => obstacles(one, spot));
      const distinct = new Map(found.map((obstacle) => [JSON.stringify(obstacle), obstacle]));
      return {
        applicationId: one.applicationId,
        societyCode: one.societyCode,
        obstacles: [...distinct.values()],
      };
    }),
  };
}

/**
 * 答辩日程: a slot for everybody who defends, before a panel that may score it, without a conflict of interest and outside of
 * their blackouts. The first
 * timetable follows the draw: nobody is put later for the sake of somebody behind. A later one moves as few slots of the
 * standing one as can be, and whoever has to move takes what is left in the order of the draw.
 */
export function lay(laying: Laying): Laid {
  const { sessions, standing, length } = laying;
  const startsIn = ({ key, place }: DefenceSession) =>
    standing
      .filter((slot) => slot.sessionKey === key || isSamePlace(slot.place, place))
      .map(({ fromAt }) => fromAt);
  const around = sessions.flatMap((one) => spotsOf(one, { length, standing: startsIn(one) }));
  const laid = layOn(inOrder(around), laying);
  if ("slots" in laid) return laid;
  // Starts that stand may waste a rest of a session: laid from its start it may take one more.
  const plain = sessions.flatMap((one) => spotsOf(one, { length }));
  return plain.length > around.length ? layOn(inOrder(plain), laying) : laid;
}
