import type { Access, IsAllowed } from "./caller.ts";
import { applyingTo } from "./iam.ts";
import type { Cloud, Statement } from "./model.ts";
import { fits } from "./wildcard.ts";

/** A statement of a function's policy, as `GET /_local/grants` shows it. */
export interface Grant {
  function: string;
  /** Its place in the policy, and what tells it apart. */
  statement: { index: number; actions: string[]; resources: string[]; keys: string[] };
  /**
   * Whether something was allowed since the start that this statement alone allowed: without it, AccessDenied. One that
   * names several keys is needed when each of them was.
   */
  needed: boolean;
  /** Those of its keys of which nothing was needed so far. */
  idleKeys: string[];
}

/** Something that a function asked for and that its policy does not allow, as `GET /_local/refusals` shows it. */
export interface Refusal {
  function: string;
  action: string;
  resource: string;
  keys: string[];
}

const leadingKeys = "dynamodb:LeadingKeys";

const keysOf = ({ conditions }: Statement): string[] =>
  Object.entries(conditions).flatMap(([operator, keys]) =>
    operator === "Null" ? [] : (keys[leadingKeys] ?? []),
  );

/** S3 itself asks it of an object that is not there, to say 404 rather than 403; who lists a bucket names a prefix. */
const isAskedByStore = ({ action, context }: Access): boolean =>
  action === "s3:ListBucket" && context["s3:prefix"] === undefined;

/** Judges as IAM does, and remembers which statements something hung on, and what none of them allowed. */
export function createGrants() {
  /** Statements that something hung on, each with those of its keys that nothing hung on yet. */
  const used = new Map<Statement, Set<string>>();
  /** What was refused, once each, with the policy that was asked. */
  const refused = new Map<string, { statements: readonly Statement[]; access: Access }>();
  const note = (statement: Statement, touched: readonly string[]) => {
    const left = used.get(statement) ?? new Set(keysOf(statement));
    used.set(statement, left);
    for (const key of left) if (touched.some((one) => fits(key, one))) left.delete(key);
  };
  const isAllowed: IsAllowed = (statements, access) => {
    const applying = applyingTo(statements, access);
    const may = applying.length > 0 && applying.every(({ effect }) => effect === "Allow");
    const [only, ...others] = applying;
    if (may && only !== undefined && others.length === 0) note(only, access.context[leadingKeys] ?? []);
    if (!may && !isAskedByStore(access))
      refused.set(JSON.stringify([statements, access]), { statements, access });
    return may;
  };
  return {
    isAllowed,
    /** Every grant of the functions, with whether it was needed so far. */
    of: ({ functions }: Pick<Cloud, "functions">): Grant[] =>
      functions.flatMap(({ name, statements }) =>
        statements.map((one, index) => {
          const keys = keysOf(one);
          const idle = used.get(one);
          return {
            function: name,
            statement: { index, actions: one.actions, resources: one.resources, keys },
            needed: idle?.size === 0,
            idleKeys: idle ? [...idle] : keys,
          };
        }),
      ),
    /** What was refused to the functions so far; what others asked for is no function's. */
    refusalsOf: ({ functions }: Pick<Cloud, "functions">): Refusal[] =>
      [...refused.values()].flatMap(({ statements, access: { action, resource, context } }) =>
        functions
          .filter((one) => one.statements === statements)
          .map(({ name }) => ({ function: name, action, resource, keys: context[leadingKeys] ?? [] })),
      ),
  };
}
