import type { FormerName, RegisterRow } from "../../shared/contract/register.ts";
import type { FactEntry, ImportRecord, RecordedFormerName } from "../../shared/contract/register-record.ts";
import type { Society } from "../../shared/contract/rounds.ts";

type Naming = Pick<Society, "names" | "nameSince" | "nameRecorded" | "formerNames">;
type Stated = Pick<RegisterRow, "names" | "nameSince" | "formerNames">;

type Period = Pick<FormerName, "zh" | "from" | "until">;

/** Do two entries speak of one stretch of time with one name? A name may be borne twice, years apart. */
const isOneOf = (one: Period, other: Period) =>
  one.zh === other.zh && (one.from ?? "") < other.until && (other.from ?? "") < one.until;

const isSamePeriod = (one: Period, other: Period) => one.from === other.from && one.until === other.until;

const entryOf = (fact: Extract<FactEntry, { kind: "name" }>["fact"]): FactEntry => ({
  kind: "name",
  year: null,
  fact,
});

/** The former names with those that a file lists: other dates for a stretch that is held take its place. */
function withListed(held: readonly RecordedFormerName[], listed: readonly FormerName[], by: ImportRecord) {
  let formerNames = [...held];
  const ended: FactEntry[] = [];
  for (const one of listed) {
    const same = formerNames.filter((known) => isOneOf(known, one));
    if (same.some((known) => isSamePeriod(known, one))) continue;
    ended.push(...same.filter((known) => known.recorded !== by).map(entryOf));
    formerNames = [
      ...formerNames.filter((known) => !same.includes(known)),
      { ...one, en: one.en ?? same[0]?.en ?? null, recorded: by },
    ];
  }
  return { formerNames, ended };
}

/**
 * The names after an import. Another Chinese name with the day since when makes the one held a former name that ends on
 * that day; one that corrects a mistake leaves no former name, for the society never bore it. In both cases, and when the
 * English name or the day changes, what stood there is kept in the history.
 */
export function mergedNames(
  stated: Stated,
  held: Naming | undefined,
  by: ImportRecord,
): Naming & { ended: FactEntry[] } {
  const since = stated.nameSince === "correction" ? null : stated.nameSince;
  const nameSince = since ?? held?.nameSince ?? null;
  const { names } = stated;
  if (held === undefined) {
    const { formerNames } = withListed([], stated.formerNames, by);
    return { names, nameSince, nameRecorded: by, formerNames: sorted(formerNames), ended: [] };
  }
  const { formerNames, ended } = withListed(held.formerNames, stated.formerNames, by);
  const isSame = names.zh === held.names.zh && names.en === held.names.en && nameSince === held.nameSince;
  const former =
    names.zh !== held.names.zh && since !== null
      ? { ...held.names, from: held.nameSince, until: since, recorded: by }
      : undefined;
  const isListed = former && formerNames.some((one) => isOneOf(one, former));
  const stood = { ...held.names, from: held.nameSince, until: null, recorded: held.nameRecorded };
  return {
    names,
    nameSince,
    nameRecorded: isSame ? held.nameRecorded : by,
    formerNames: sorted(former && !isListed ? [...formerNames, former] : formerNames),
    ended: isSame ? ended : [...ended, entryOf(stood)],
  };
}

const sorted = (names: RecordedFormerName[]) =>
  names.toSorted((a, b) => (a.until === b.until ? 0 : a.until < b.until ? -1 : 1));
