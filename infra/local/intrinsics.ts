/** What an expression in a template can refer to. Each function throws when the name is not known. */
export interface Scope {
  ref(logicalId: string): unknown;
  attribute(logicalId: string, name: string): unknown;
  imported(exportName: string): unknown;
  condition(name: string): boolean;
  mapped(map: string, first: string, second: string): unknown;
}

/** What `AWS::NoValue` stands for: the field or element is left out. */
export const noValue = Symbol("AWS::NoValue");

type Intrinsic = (operand: unknown, scope: Scope) => unknown;

const fault = (name: string, operand: unknown) =>
  new Error(`${name} cannot be read: ${JSON.stringify(operand)?.slice(0, 200)}`);

function texts(name: string, operand: unknown, scope: Scope): string[] {
  const resolved = resolve(operand, scope);
  if (!Array.isArray(resolved)) throw fault(name, operand);
  return resolved.map((part) => text(name, part));
}

function text(name: string, value: unknown): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return String(value);
  throw fault(name, value);
}

function truth(operand: unknown, scope: Scope): boolean {
  const value = resolve(operand, scope);
  if (typeof value !== "boolean") throw fault("condition", operand);
  return value;
}

function list(name: string, operand: unknown, length?: number): unknown[] {
  if (!Array.isArray(operand) || (length !== undefined && operand.length !== length))
    throw fault(name, operand);
  return operand;
}

function substitute(operand: unknown, scope: Scope): string {
  const [template, locals = {}] = Array.isArray(operand) ? list("Fn::Sub", operand, 2) : [operand];
  if (typeof template !== "string" || typeof locals !== "object" || locals === null)
    throw fault("Fn::Sub", operand);
  const own = new Map<string, unknown>(Object.entries(locals));
  return template.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal === "!") return `\${${name}}`;
    if (own.has(name)) return text("Fn::Sub", resolve(own.get(name), scope));
    const dot = name.indexOf(".");
    return text(
      "Fn::Sub",
      dot < 0 ? scope.ref(name) : scope.attribute(name.slice(0, dot), name.slice(dot + 1)),
    );
  });
}

const intrinsics: Record<string, Intrinsic> = {
  Ref: (operand, scope) => scope.ref(text("Ref", operand)),
  Condition: (operand, scope) => scope.condition(text("Condition", operand)),
  "Fn::GetAtt": (operand, scope) => {
    const [id, name] = Array.isArray(operand) ? operand : text("Fn::GetAtt", operand).split(/\.(.*)/s);
    return scope.attribute(text("Fn::GetAtt", id), text("Fn::GetAtt", resolve(name, scope)));
  },
  "Fn::ImportValue": (operand, scope) => scope.imported(text("Fn::ImportValue", resolve(operand, scope))),
  "Fn::Join": (operand, scope) => {
    const [separator, parts] = list("Fn::Join", operand, 2);
    return texts("Fn::Join", parts, scope).join(text("Fn::Join", separator));
  },
  "Fn::Split": (operand, scope) => {
    const [separator, whole] = list("Fn::Split", operand, 2);
    return text("Fn::Split", resolve(whole, scope)).split(text("Fn::Split", separator));
  },
  "Fn::Select": (operand, scope) => {
    const [at, from] = list("Fn::Select", operand, 2);
    const found = list("Fn::Select", resolve(from, scope))[Number(resolve(at, scope))];
    if (found === undefined) throw fault("Fn::Select", operand);
    return found;
  },
  "Fn::Sub": substitute,
  "Fn::FindInMap": (operand, scope) => {
    const [map = "", first = "", second = ""] = texts(
      "Fn::FindInMap",
      list("Fn::FindInMap", operand, 3),
      scope,
    );
    return scope.mapped(map, first, second);
  },
  "Fn::If": (operand, scope) => {
    const [name, whenTrue, whenFalse] = list("Fn::If", operand, 3);
    return resolve(scope.condition(text("Fn::If", name)) ? whenTrue : whenFalse, scope);
  },
  "Fn::Equals": (operand, scope) => {
    const [left, right] = texts("Fn::Equals", list("Fn::Equals", operand, 2), scope);
    return left === right;
  },
  "Fn::Not": (operand, scope) => !truth(list("Fn::Not", operand, 1)[0], scope),
  "Fn::And": (operand, scope) => list("Fn::And", operand).every((part) => truth(part, scope)),
  "Fn::Or": (operand, scope) => list("Fn::Or", operand).some((part) => truth(part, scope)),
};

/** The one intrinsic function that an object is, or undefined when it is a plain object. */
function intrinsicOf(value: object): [name: string, operand: unknown] | undefined {
  const [only, ...others] = Object.entries(value);
  if (only === undefined || others.length > 0) return undefined;
  const [name, operand] = only;
  // A policy's `Condition` holds an object; the intrinsic of that name holds a condition's name.
  if (name === "Condition" && typeof operand !== "string") return undefined;
  return name === "Ref" || name === "Condition" || name.startsWith("Fn::") ? only : undefined;
}

/** A template's value with every intrinsic function worked out. Throws on one that the local cloud does not know. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((one) => resolve(one, scope)).filter((one) => one !== noValue);
  if (typeof value !== "object" || value === null) return value;
  const intrinsic = intrinsicOf(value);
  if (intrinsic !== undefined) {
    const [name, operand] = intrinsic;
    const work = intrinsics[name];
    if (work === undefined) throw new Error(`intrinsic function ${name} is not known to the local cloud`);
    return work(operand, scope);
  }
  const fields = Object.entries(value).map(([name, field]) => [name, resolve(field, scope)] as const);
  return Object.fromEntries(fields.filter(([, field]) => field !== noValue));
}
