import { describe, expect, it } from "vitest";
import { noValue, resolve, type Scope } from "../../infra/local/intrinsics.ts";

const unknown = (what: string): never => {
  throw new Error(`no ${what}`);
};
const scope: Scope = {
  ref: (id) =>
    ({ Table: "linxuan", "AWS::Region": "cn-north-1", "AWS::NoValue": noValue })[id] ?? unknown(id),
  attribute: (id, name) => `${id}:${name}`,
  imported: (name) => `imported ${name}`,
  condition: (name) => name === "InChina" || (name === "Abroad" ? false : unknown(name)),
  mapped: (map, first, second) => [map, first, second].join("/"),
};
/** A placeholder, as a substitution's text has it. */
const hole = (name: string) => `\${${name}}`;
const Ref = (id: string) => ({ Ref: id });

describe("an expression in a template", () => {
  it.each([
    [Ref("Table"), "linxuan"],
    [{ "Fn::GetAtt": ["Table", "Arn"] }, "Table:Arn"],
    [{ "Fn::GetAtt": "Table.Stream.Arn" }, "Table:Stream.Arn"],
    [{ "Fn::ImportValue": "Kept:Table" }, "imported Kept:Table"],
    [{ "Fn::Join": ["-", ["a", Ref("Table"), 3]] }, "a-linxuan-3"],
    [{ "Fn::Select": [1, { "Fn::Split": [":", "a:b:c"] }] }, "b"],
    [
      { "Fn::Sub": `${hole("Table")} in ${hole("AWS::Region")}, ${hole("Table.Arn")}, ${hole("!Literal")}` },
      `linxuan in cn-north-1, Table:Arn, ${hole("Literal")}`,
    ],
    [{ "Fn::Sub": [hole("Own"), { Own: Ref("Table") }] }, "linxuan"],
    [{ "Fn::FindInMap": ["Sizes", Ref("AWS::Region"), "small"] }, "Sizes/cn-north-1/small"],
    [{ "Fn::If": ["InChina", "smtp", "ses"] }, "smtp"],
    [{ "Fn::If": ["Abroad", Ref("Nothing"), ["ses"]] }, ["ses"]],
    [{ "Fn::And": [{ Condition: "InChina" }, { "Fn::Not": [{ Condition: "Abroad" }] }] }, true],
    [{ "Fn::Or": [{ Condition: "Abroad" }, { "Fn::Equals": [Ref("Table"), "linxuan"] }] }, true],
  ])("%j is %j", (expression, value) => {
    expect(resolve(expression, scope)).toEqual(value);
  });

  it("without a value is left out of its object or list", () => {
    const given = { Name: "a", Tags: Ref("AWS::NoValue"), List: ["a", Ref("AWS::NoValue"), "b"] };
    expect(resolve(given, scope)).toEqual({ Name: "a", List: ["a", "b"] });
  });

  it("leaves a policy's own Condition alone", () => {
    const statement = { Condition: { StringEquals: { "aws:Key": Ref("Table") } } };
    expect(resolve(statement, scope)).toEqual({ Condition: { StringEquals: { "aws:Key": "linxuan" } } });
  });

  it.each([
    [{ "Fn::Cidr": ["10.0.0.0/16", 2, 8] }, "Fn::Cidr is not known"],
    [{ "Fn::Transform": {} }, "Fn::Transform is not known"],
    [{ "Fn::Join": ["-", "ab"] }, "Fn::Join cannot be read"],
    [{ "Fn::Select": [3, ["a"]] }, "Fn::Select cannot be read"],
    [Ref("Nobody"), "no Nobody"],
  ])("%j is refused", (expression, words) => {
    expect(() => resolve(expression, scope)).toThrow(words);
  });
});
