import * as z from "zod";

const Bound = z.coerce.number().int().nonnegative();

/** A POST policy as S3 documents it. */
export const PostPolicy = z.object({
  expiration: z.iso.datetime(),
  conditions: z.array(
    z.union([
      z.tuple([z.literal("content-length-range"), Bound, Bound]),
      z.tuple([z.enum(["eq", "starts-with"]), z.string().startsWith("$"), z.string()]),
      z.record(z.string(), z.string()),
    ]),
  ),
});
export type PostPolicy = z.infer<typeof PostPolicy>;

interface PostForm {
  /** The fields before the file, names in lower case, with `bucket`; `key` with the file's name put in. */
  fields: ReadonlyMap<string, string>;
  now: Date;
}

/** Bytes that the file may have, or S3's sentence of refusal. */
type PolicyVerdict = { min: number; max: number } | { refusal: string };

/** Fields that no condition needs to name. */
const isExempt = (name: string): boolean =>
  ["x-amz-signature", "policy", "file"].includes(name) || name.startsWith("x-ignore-");

interface FieldCondition {
  operator: "eq" | "starts-with";
  field: string;
  wanted: string;
  written: unknown;
}

/** A field that the form lacks fits nothing, not even `starts-with` "". S3 reads Content-Type as a list there. */
function fits({ operator, field, wanted }: FieldCondition, given: string | undefined): boolean {
  if (given === undefined) return false;
  if (operator === "eq") return given === wanted;
  const values = field === "content-type" ? given.split(",") : [given];
  return values.every((value) => value.startsWith(wanted));
}

/**
 * Judges a form by its policy as S3 does: not expired, every condition met, every field named by one.
 * Source: S3 user guide, "POST policy" and "Condition matching".
 */
export function judgePolicy(policy: PostPolicy, { fields, now }: PostForm): PolicyVerdict {
  if (now.getTime() >= Date.parse(policy.expiration)) return { refusal: "Policy expired." };
  let [min, max] = [0, Number.POSITIVE_INFINITY];
  const conditions: FieldCondition[] = [];
  for (const written of policy.conditions) {
    if (!Array.isArray(written)) {
      for (const [name, wanted] of Object.entries(written)) {
        conditions.push({ operator: "eq", field: name.toLowerCase(), wanted, written });
      }
    } else if (written[0] === "content-length-range") {
      min = Math.max(min, written[1]);
      max = Math.min(max, written[2]);
    } else {
      const [operator, name, wanted] = written;
      conditions.push({ operator, field: name.slice(1).toLowerCase(), wanted, written });
    }
  }
  const broken = conditions.find((condition) => !fits(condition, fields.get(condition.field)));
  if (broken !== undefined) return { refusal: `Policy Condition failed: ${JSON.stringify(broken.written)}` };
  const named = new Set(conditions.map(({ field }) => field));
  const extra = [...fields.keys()].filter((name) => !named.has(name) && !isExempt(name));
  if (extra.length > 0) return { refusal: `Extra input fields: ${extra.join(", ")}` };
  return { min, max };
}
