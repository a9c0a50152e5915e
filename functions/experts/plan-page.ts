import type { PlannedPanel } from "../../shared/contract/assignment-plan-record.ts";

interface Asked {
  limit: number;
  cursor?: string | undefined;
  only: "all" | "changed";
}

/** Does the plan change anything of the application's experts, or of their part in an anchor? */
const isChanged = ({ experts, released }: PlannedPanel): boolean =>
  released.length > 0 || experts.some(({ change, was }) => change === "added" || was !== undefined);

/** A page of a frozen plan, whose cursor is a place in it; undefined for a cursor that is none. */
export function pageOfPanels(
  panels: readonly PlannedPanel[],
  { limit, cursor = "0", only }: Asked,
): { items: PlannedPanel[]; cursor: string | null } | undefined {
  if (!/^\d{1,9}$/.test(cursor)) return undefined;
  const from = Number(cursor);
  const wanted = only === "all" ? panels : panels.filter(isChanged);
  const to = from + limit;
  return { items: wanted.slice(from, to), cursor: to < wanted.length ? String(to) : null };
}
