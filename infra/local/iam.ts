import type { Access } from "./caller.ts";
import type { Statement } from "./model.ts";
import { fits } from "./wildcard.ts";

type Test = (wanted: string, given: string) => boolean;

const equal: Test = (wanted, given) => wanted === given;
const equalIgnoringCase: Test = (wanted, given) => wanted.toLowerCase() === given.toLowerCase();

/** A negated operator holds when no wanted value fits, and also when the request does not carry the key. */
const operators: Record<string, { test: Test; isNegated: boolean }> = {
  StringEquals: { test: equal, isNegated: false },
  StringNotEquals: { test: equal, isNegated: true },
  StringEqualsIgnoreCase: { test: equalIgnoringCase, isNegated: false },
  StringNotEqualsIgnoreCase: { test: equalIgnoringCase, isNegated: true },
  StringLike: { test: fits, isNegated: false },
  StringNotLike: { test: fits, isNegated: true },
  ArnEquals: { test: fits, isNegated: false },
  ArnNotEquals: { test: fits, isNegated: true },
  ArnLike: { test: fits, isNegated: false },
  ArnNotLike: { test: fits, isNegated: true },
  Bool: { test: equalIgnoringCase, isNegated: false },
};

interface Operator {
  set: "all" | "any" | undefined;
  name: string;
  ifExists: boolean;
}

function parse(written: string): Operator {
  const parts = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(written);
  const name = parts?.[2] ?? "";
  if (parts === null || (name !== "Null" && operators[name] === undefined)) {
    throw new Error(`IAM condition operator ${written} is not known to the local cloud`);
  }
  const set = parts[1] === undefined ? undefined : parts[1] === "ForAllValues" ? "all" : "any";
  return { set, name, ifExists: parts[3] !== undefined };
}

function holds(written: string, wanted: string[], given: string[] | undefined): boolean {
  const { set, name, ifExists } = parse(written);
  if (name === "Null")
    return wanted.some((value) => (value.toLowerCase() === "true") === (given === undefined));
  const { test, isNegated } = operators[name] ?? { test: equal, isNegated: false };
  const values = given ?? [];
  const isFitting = (value: string) => wanted.some((want) => test(want, value)) !== isNegated;
  // AWS: ForAllValues passes on an empty set, ForAnyValue never does.
  if (set === "all") return values.every(isFitting);
  if (given === undefined) return ifExists || (set === undefined && isNegated);
  if (set === "any" || !isNegated) return values.some(isFitting);
  return values.every(isFitting);
}

function conditionsHold(statement: Statement, context: Map<string, string[]>): boolean {
  return Object.entries(statement.conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, wanted, context.get(key.toLowerCase()))),
  );
}

function applies(statement: Statement, access: Access, context: Map<string, string[]>): boolean {
  const action = access.action.toLowerCase();
  const isAction = (pattern: string) => fits(pattern.toLowerCase(), action);
  const isResource = (pattern: string) => fits(pattern, access.resource);
  return (
    (statement.actions.some(isAction) ||
      (statement.notActions.length > 0 && !statement.notActions.some(isAction))) &&
    (statement.resources.some(isResource) ||
      (statement.notResources.length > 0 && !statement.notResources.some(isResource))) &&
    conditionsHold(statement, context)
  );
}

/** The statements, Allow and Deny, that speak of this access. Throws on an unknown operator. */
export function applyingTo(statements: readonly Statement[], access: Access): Statement[] {
  const context = new Map(Object.entries(access.context).map(([key, values]) => [key.toLowerCase(), values]));
  return statements.filter((statement) => applies(statement, access, context));
}

/** Whether identity policies let `access` happen: no Deny applies and at least one Allow does. Throws on an unknown operator. */
export function isAllowed(statements: readonly Statement[], access: Access): boolean {
  const applying = applyingTo(statements, access);
  return applying.length > 0 && applying.every((statement) => statement.effect === "Allow");
}

/** Throws when a statement holds something that `isAllowed` would not judge as AWS does. Run on every statement of a template. */
export function checkStatement(statement: Statement): void {
  for (const [operator, keys] of Object.entries(statement.conditions)) {
    parse(operator);
    for (const value of Object.values(keys).flat()) refuseVariable(value);
  }
  for (const resource of [...statement.resources, ...statement.notResources]) refuseVariable(resource);
}

function refuseVariable(value: string): void {
  if (value.includes("${"))
    throw new Error(`IAM policy variable in ${value} is not known to the local cloud`);
}
