import * as z from "zod";
import { Round } from "../../contract/round-record.ts";
import { type RoundId, Sha256 } from "../../kernel/ids.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { ProgrammeDefinition } from "../../programme/schema.ts";
import { entity } from "../entity.ts";

const prefix = publishedPrefixes.rounds.slice(0, -1);

/** Owned by rounds. */
export const rounds = entity<Round, Pick<Round, "id">>({
  prefix,
  schema: Round,
  schemaVersion: 2,
  // Version 1 knew no extension.
  upgrade: (old) => ({ ...old, extendedTo: null }),
  key: ({ id }) => ({ of: id, sort: "round" }),
  lists: { zh: "全部轮次，按创建时间", en: "all rounds by their creation" },
  index: (round) => ({ of: "all", sort: `${round.createdAt}#${round.id}` }),
});

/** The definition as its round froze it: the canonical JSON text that the hash is of. Never changes. */
export const FrozenDefinition = z.object({
  id: z.string(),
  hash: Sha256,
  text: z.string(),
  version: z.literal(1),
});
export type FrozenDefinition = z.infer<typeof FrozenDefinition>;

export const definitions = entity<FrozenDefinition, { id: string }>({
  prefix,
  schema: FrozenDefinition,
  schemaVersion: 1,
  key: ({ id }) => ({ of: id, sort: "definition" }),
});

// A frozen definition never changes under its hash, so a container reads and parses it once.
const parsed = new Map<string, ProgrammeDefinition>();

/** The definition of a round. @throws when the round has none, which only a damaged table can bring about */
export async function definitionOf(round: {
  id: RoundId;
  definitionHash: Sha256;
}): Promise<ProgrammeDefinition> {
  const held = parsed.get(round.definitionHash);
  if (held) return held;
  const frozen = await definitions.get({ id: round.id });
  if (!frozen) throw new Error(`round ${round.id} has no definition`);
  const definition = ProgrammeDefinition.parse(JSON.parse(frozen.text));
  parsed.set(round.definitionHash, definition);
  return definition;
}
