import type { IsAllowed } from "./caller.ts";
import { applyingTo } from "./iam.ts";
import type { Cloud, Statement } from "./model.ts";

/** A statement of a function's policy, as `GET /_local/grants` shows it. */
export interface Grant {
  function: string;
  /** Its place in the policy, and what tells it apart. */
  statement: { index: number; actions: string[]; resources: string[]; keys: string[] };
  /** Whether something was allowed since the start that this statement alone allowed: without it, AccessDenied. */
  needed: boolean;
}

const keysOf = ({ conditions }: Statement): string[] =>
  Object.values(conditions).flatMap((keys) =>
    Object.entries(keys).flatMap(([key, values]) => (key === "dynamodb:LeadingKeys" ? values : [])),
  );

/** Judges as IAM does, and remembers which statements something hung on. */
export function createGrants() {
  const needed = new Set<Statement>();
  const isAllowed: IsAllowed = (statements, access) => {
    const applying = applyingTo(statements, access);
    const may = applying.length > 0 && applying.every(({ effect }) => effect === "Allow");
    const [only, ...others] = applying;
    if (may && only !== undefined && others.length === 0) needed.add(only);
    return may;
  };
  return {
    isAllowed,
    /** Every grant of the functions, with whether it was needed so far. */
    of: ({ functions }: Pick<Cloud, "functions">): Grant[] =>
      functions.flatMap(({ name, statements }) =>
        statements.map((one, index) => ({
          function: name,
          statement: { index, actions: one.actions, resources: one.resources, keys: keysOf(one) },
          needed: needed.has(one),
        })),
      ),
  };
}
