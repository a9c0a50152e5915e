import { describe, expect, it } from "vitest";
import { checkStatement, isAllowed } from "../../infra/local/iam.ts";
import type { Statement } from "../../infra/local/model.ts";
import fc from "../chance.ts";

const table = "arn:aws:dynamodb:us-east-1:000000000000:table/Linxuan";
const statement = (over: Partial<Statement> = {}): Statement => ({
  effect: "Allow",
  actions: ["dynamodb:GetItem"],
  notActions: [],
  resources: [table],
  notResources: [],
  conditions: {},
  ...over,
});
const get = (context: Record<string, string[]> = {}) => ({
  action: "dynamodb:GetItem",
  resource: table,
  context,
});
const keys = (...values: string[]) => get({ "dynamodb:LeadingKeys": values });
const under = (operator: string, key: string, ...values: string[]) =>
  statement({ conditions: { [operator]: { [key]: values } } });

describe("a call under a policy", () => {
  it("is refused when nothing grants it", () => {
    expect(isAllowed([], get())).toBe(false);
    expect(isAllowed([statement({ actions: ["dynamodb:PutItem"] })], get())).toBe(false);
    expect(isAllowed([statement({ resources: [`${table}/index/*`] })], get())).toBe(false);
  });

  it("is allowed by an exact grant, whatever the case of the action", () => {
    expect(isAllowed([statement()], get())).toBe(true);
    expect(isAllowed([statement({ actions: ["DYNAMODB:getitem"] })], get())).toBe(true);
  });

  it("is refused by one explicit Deny among any number of grants", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }), (before, after) => {
        const deny = statement({ effect: "Deny", actions: ["dynamodb:*"], resources: ["*"] });
        const grants = (count: number) => Array.from({ length: count }, () => statement());
        return !isAllowed([...grants(before), deny, ...grants(after)], get());
      }),
    );
  });

  it("reads wildcards in resources as any characters, and every other sign literally", () => {
    const objects = statement({ actions: ["s3:Get*"], resources: ["arn:aws:s3:::docs/a?c/*"] });
    const read = (resource: string) =>
      isAllowed([objects], { action: "s3:GetObject", resource, context: {} });
    expect(read("arn:aws:s3:::docs/abc/x/y")).toBe(true);
    expect(read("arn:aws:s3:::docs/ac/x")).toBe(false);
    expect(read("arn:aws:s3xxx:docs/abc/x")).toBe(false);
  });

  it("takes a resource without wildcards for itself and nothing else", () => {
    const literal = fc.string({ minLength: 1 }).filter((text) => !/[*?]/.test(text));
    fc.assert(
      fc.property(literal, literal, (wanted, asked) => {
        const access = { action: "s3:GetObject", resource: asked, context: {} };
        return isAllowed([statement({ actions: ["*"], resources: [wanted] })], access) === (wanted === asked);
      }),
    );
  });

  it("grants all but what NotAction and NotResource name", () => {
    const but = statement({
      actions: [],
      notActions: ["dynamodb:Scan"],
      resources: [],
      notResources: [`${table}/stream/*`],
    });
    expect(isAllowed([but], get())).toBe(true);
    expect(isAllowed([but], { ...get(), action: "dynamodb:Scan" })).toBe(false);
    expect(isAllowed([but], { ...get(), resource: `${table}/stream/x` })).toBe(false);
  });
});

describe("leading keys", () => {
  const own = under("ForAllValues:StringLike", "dynamodb:LeadingKeys", "reviews#*");

  it("bind a function to its own prefix, for every key of the call", () => {
    expect(isAllowed([own], keys("reviews#1", "reviews#2"))).toBe(true);
    expect(isAllowed([own], keys("reviews#1", "experts#2"))).toBe(false);
  });

  it("pass when the call names no key at all, as AWS's ForAllValues does", () => {
    expect(isAllowed([own], get())).toBe(true);
    expect(isAllowed([own], keys())).toBe(true);
  });

  it("are closed against that by a Null condition", () => {
    const closed = statement({
      conditions: { ...own.conditions, Null: { "dynamodb:LeadingKeys": ["false"] } },
    });
    expect(isAllowed([closed], get())).toBe(false);
    expect(isAllowed([closed], keys("reviews#1"))).toBe(true);
  });

  it("allow a call exactly when each key fits a wanted prefix", () => {
    const prefix = fc.constantFrom("a#", "b#", "c#");
    fc.assert(
      fc.property(
        fc.array(prefix, { minLength: 1 }),
        fc.array(fc.tuple(prefix, fc.string())),
        (wanted, asked) => {
          const policy = under(
            "ForAllValues:StringLike",
            "dynamodb:LeadingKeys",
            ...wanted.map((one) => `${one}*`),
          );
          const expected = asked.every(([one]) => wanted.includes(one));
          return isAllowed([policy], keys(...asked.map((parts) => parts.join("")))) === expected;
        },
      ),
    );
  });
});

describe("conditions", () => {
  const holds = (operator: string, wanted: string[], given?: string[]) =>
    isAllowed([under(operator, "aws:Key", ...wanted)], get(given === undefined ? {} : { "AWS:KEY": given }));

  it("compare texts exactly, by wildcard, or negated", () => {
    expect(holds("StringEquals", ["a", "b"], ["b"])).toBe(true);
    expect(holds("StringEquals", ["a"], ["A"])).toBe(false);
    expect(holds("StringLike", ["a*"], ["abc"])).toBe(true);
    expect(holds("StringNotEquals", ["a", "b"], ["b"])).toBe(false);
    expect(holds("StringNotEquals", ["a"], ["c"])).toBe(true);
    expect(holds("Bool", ["true"], ["TRUE"])).toBe(true);
  });

  it("on a key that the request lacks fail, but for negated ones and IfExists", () => {
    expect(holds("StringEquals", ["a"])).toBe(false);
    expect(holds("Bool", ["false"])).toBe(false);
    expect(holds("StringNotEquals", ["a"])).toBe(true);
    expect(holds("StringEqualsIfExists", ["a"])).toBe(true);
    expect(holds("StringEqualsIfExists", ["a"], ["b"])).toBe(false);
    expect(holds("Null", ["true"])).toBe(true);
    expect(holds("Null", ["true"], ["x"])).toBe(false);
  });

  it("for any value need one that fits", () => {
    expect(holds("ForAnyValue:StringEquals", ["a"], ["b", "a"])).toBe(true);
    expect(holds("ForAnyValue:StringEquals", ["a"], ["b"])).toBe(false);
    expect(holds("ForAnyValue:StringEquals", ["a"])).toBe(false);
  });

  it("with an operator or a variable that is not known here fail loudly", () => {
    expect(() => holds("DateLessThan", ["2021-01-01"], ["x"])).toThrow("DateLessThan");
    expect(() => checkStatement(under("IpAddress", "aws:SourceIp", "10.0.0.0/8"))).toThrow("IpAddress");
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an IAM policy variable is written so
    expect(() => checkStatement(statement({ resources: ["arn:aws:s3:::x/${aws:username}"] }))).toThrow(
      "variable",
    );
  });
});
