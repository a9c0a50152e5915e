import { describe, expect, it } from "vitest";
import * as z from "zod";
import { allRoutes } from "../../shared/contract/all.ts";
import type { Route } from "../../shared/contract/kit.ts";
import { inspectionColumns, registerColumns } from "../../shared/contract/register-columns.ts";
import { presets } from "../../shared/programme/presets.ts";

/** How a field for identity-card or bank data would be named, in a contract, a file or a form. */
const notTaken =
  /id[-_ ]?card|identity[-_ ]?(card|number|no)|id[-_ ]?(number|no)\b|passport|bank|(card|iban)[-_ ]?(number|no)|iban|身份证|证件号|护照|银行|开户行|卡号/i;

/** Every name of a field in a JSON schema, however deep. */
function namesIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(namesIn);
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, inner]) =>
    key === "properties" && typeof inner === "object" && inner !== null
      ? [...Object.keys(inner), ...Object.values(inner).flatMap(namesIn)]
      : namesIn(inner),
  );
}

/** What a route takes and what it answers, field by field. */
const fieldsOf = ({ params, query, body, output }: Route): string[] => {
  const given = [params, query, body].flatMap((schema) =>
    schema ? namesIn(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" })) : [],
  );
  return [...given, ...namesIn(z.toJSONSchema(output, { io: "output", unrepresentable: "any" }))];
};

const routes = Object.values(allRoutes).flatMap((group) => Object.values<Route>(group));

describe("identity-card and bank data", () => {
  it.each([
    "idCard",
    "id_card_number",
    "identityNumber",
    "bankAccount",
    "cardNumber",
    "身份证号",
    "开户银行",
  ])("would be found under a name such as %s", (name) => {
    const schema = z.object({ people: z.array(z.object({ [name]: z.string() })) });
    expect(namesIn(z.toJSONSchema(schema)).filter((one) => notTaken.test(one))).toEqual([name]);
  });

  it("have no field in any route, taken or answered", () => {
    const fields = routes.flatMap((route) => fieldsOf(route).map((name) => [route.id, name] as const));
    expect(fields.length).toBeGreaterThan(1000);
    expect(fields.filter(([, name]) => notTaken.test(name))).toEqual([]);
  });

  it("have no column in the register", () => {
    const columns = [...registerColumns, ...inspectionColumns(2020)];
    expect(columns.filter(({ key, zh, en }) => [key, zh, en].some((name) => notTaken.test(name)))).toEqual(
      [],
    );
  });

  it("are asked for by no section and no document of a programme that ships with the product", () => {
    for (const { sections, documents } of presets.values()) {
      const names = sections.flatMap(({ key, name, parts }) => [
        key,
        ...Object.values(name),
        ...parts.flatMap((part) => [part.key, ...Object.values(part.name)]),
      ]);
      const files = documents.required.flatMap(({ kind, name: { zh, en } }) => [kind, zh, en]);
      expect([...names, ...files].filter((name) => notTaken.test(name))).toEqual([]);
    }
  });
});
