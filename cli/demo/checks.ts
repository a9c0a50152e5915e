/** One thing that must hold, and whether it did. */
export interface Check {
  what: string;
  holds: boolean;
  /** What was found instead. */
  found: string;
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? "undefined";
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
};

/** Collects everything that the demonstration expects; it passes only when all of it held. */
export function createChecks() {
  const all: Check[] = [];
  return {
    all,
    /** `found` must equal `wanted`, compared as JSON. */
    equal(what: string, found: unknown, wanted: unknown): void {
      const holds = JSON.stringify(found) === JSON.stringify(wanted);
      all.push({ what, holds, found: holds ? "" : `${shown(found)}, wanted ${shown(wanted)}` });
    },
    failed: () => all.filter(({ holds }) => !holds),
  };
}

export type Checks = ReturnType<typeof createChecks>;
