import { fits } from "./wildcard.ts";

/** A pattern's leaf: one of the alternatives in a field's array. */
type Leaf = string | number | boolean | null | Record<string, unknown>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isScalar = (value: unknown): value is string | number | boolean | null =>
  value === null || ["string", "number", "boolean"].includes(typeof value);

const fault = (where: string, what: string) => new Error(`event pattern at ${where || "its top"}: ${what}`);

type TextTest = (wanted: string, value: string) => boolean;
const textTests: Record<string, TextTest> = {
  prefix: (wanted, value) => value.startsWith(wanted),
  suffix: (wanted, value) => value.endsWith(wanted),
  "equals-ignore-case": (wanted, value) => value.toLowerCase() === wanted.toLowerCase(),
  // A backslash escapes in EventBridge's wildcards; `checkPattern` refuses it, so `?` is the only sign to take literally.
  wildcard: (wanted, value) => fits(wanted.replaceAll("?", "\u0000"), value.replaceAll("?", "\u0000")),
};
const comparisons: Record<string, (value: number, bound: number) => boolean> = {
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  "=": (value, bound) => value === bound,
  ">=": (value, bound) => value >= bound,
  ">": (value, bound) => value > bound,
};

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

function checkText(operator: string, operand: unknown, where: string): void {
  const inner =
    isObject(operand) && (operator === "prefix" || operator === "suffix")
      ? operand["equals-ignore-case"]
      : operand;
  if (typeof inner !== "string" || (isObject(operand) && Object.keys(operand).length !== 1))
    throw fault(where, `${operator} takes one text`);
  if (operator === "wildcard" && String(inner).includes("\\"))
    throw fault(where, "an escape in a wildcard is not known");
}

function checkLeaf(leaf: unknown, where: string): void {
  if (isScalar(leaf)) return;
  if (!isObject(leaf) || Object.keys(leaf).length !== 1)
    throw fault(where, "a value is a scalar or one operator");
  for (const [operator, operand] of Object.entries(leaf)) {
    if (operator in textTests) checkText(operator, operand, where);
    else if (operator === "exists") {
      if (typeof operand !== "boolean") throw fault(where, "exists takes true or false");
    } else if (operator === "numeric") {
      const parts = listOf(operand);
      const isPaired = parts.every((part, at) =>
        at % 2 === 0 ? String(part) in comparisons : typeof part === "number",
      );
      if (!isPaired || parts.length % 2 !== 0 || parts.length === 0)
        throw fault(where, "numeric takes pairs of comparison and number");
    } else if (operator === "anything-but") {
      const inner = isObject(operand) ? Object.entries(operand) : [];
      for (const [text, wanted] of inner) {
        if (!(text in textTests)) throw fault(where, `operator anything-but ${text} is not known`);
        for (const one of listOf(wanted)) checkText(text, one, where);
      }
      if (isObject(operand) ? inner.length !== 1 : !listOf(operand).every(isScalar))
        throw fault(where, "anything-but takes scalars or one operator");
    } else throw fault(where, `operator ${operator} is not known`);
  }
}

/** Throws, naming the place, unless `matches` judges every part of this pattern as EventBridge would. Run at start on each pattern. */
export function checkPattern(pattern: unknown, where = ""): void {
  if (!isObject(pattern) || Object.keys(pattern).length === 0)
    throw fault(where, "an object with at least one field is needed");
  for (const [field, wanted] of Object.entries(pattern)) {
    const place = where === "" ? field : `${where}.${field}`;
    if (field === "$or") {
      if (!Array.isArray(wanted) || wanted.length < 2) throw fault(place, "$or takes two or more patterns");
      for (const alternative of listOf(wanted)) checkPattern(alternative, place);
    } else if (Array.isArray(wanted)) {
      if (wanted.length === 0) throw fault(place, "an empty list never matches");
      for (const leaf of wanted) checkLeaf(leaf, place);
    } else checkPattern(wanted, place);
  }
}

function isText(operator: string, operand: unknown, value: unknown): boolean {
  if (typeof value !== "string") return false;
  if (isObject(operand))
    return isText(operator, String(operand["equals-ignore-case"]).toLowerCase(), value.toLowerCase());
  return textTests[operator]?.(String(operand), value) ?? false;
}

function isNumber(operand: unknown, value: unknown): boolean {
  const parts = listOf(operand);
  return (
    typeof value === "number" &&
    parts.every(
      (part, at) => at % 2 === 1 || comparisons[String(part)]?.(value, Number(parts[at + 1])) === true,
    )
  );
}

/** One alternative against one value that is there. */
function isLeaf(leaf: Leaf, value: unknown): boolean {
  if (!isObject(leaf)) return leaf === value;
  const [operator, operand] = Object.entries(leaf)[0] ?? ["", undefined];
  if (operator === "exists") return operand === true;
  if (operator === "numeric") return isNumber(operand, value);
  if (operator !== "anything-but") return isText(operator, operand, value);
  if (!isObject(operand)) return !listOf(operand).includes(value);
  return Object.entries(operand).every(
    ([text, wanted]) => !listOf(wanted).some((one) => isText(text, one, value)),
  );
}

/** A list in an event counts as its elements: one that fits is enough. An empty one counts as absent. */
const valuesOf = (value: unknown): unknown[] =>
  value === undefined ? [] : [value].flat(Number.POSITIVE_INFINITY);

/** Whether an event, or a DynamoDB stream record, fits a pattern of EventBridge's language that `checkPattern` let pass. */
export function matches(pattern: unknown, event: unknown): boolean {
  if (!isObject(pattern)) return false;
  return Object.entries(pattern).every(([field, wanted]) => {
    if (field === "$or") return listOf(wanted).some((alternative) => matches(alternative, event));
    const values = valuesOf(isObject(event) ? event[field] : undefined);
    if (!Array.isArray(wanted))
      return (values.length === 0 ? [{}] : values).some((value) => matches(wanted, value));
    const leaves: Leaf[] = wanted;
    const present = values.filter((value) => !isObject(value));
    if (present.length === 0) return leaves.some((leaf) => isObject(leaf) && leaf.exists === false);
    return leaves.some((leaf) => present.some((value) => isLeaf(leaf, value)));
  });
}
