import { Application } from "../../contract/application-record.ts";
import type { Channel } from "../../contract/channel.ts";
import { publishedPrefixes } from "../../kernel/published.ts";
import { entity } from "../entity.ts";

/** Owned by applications. */
export const applications = entity<Application, Pick<Application, "id">>({
  prefix: publishedPrefixes.applications.slice(0, -1),
  schema: Application,
  schemaVersion: 3,
  upgrade: withChannel,
  key: ({ id }) => ({ of: id, sort: "application" }),
  lists: { zh: "一轮的申报，按学会", en: "a round's applications by society" },
  index: (application) => ({ of: `round#${application.roundId}`, sort: application.societyCode }),
});

/** Version 1 knew no tier that is applied for, version 2 no way in but the portal, and no place of an item: the schema fills it in. */
function withChannel(old: Record<string, unknown>): Record<string, unknown> {
  const { chosenTier = null, receipt } = old;
  return {
    ...old,
    chosenTier,
    channel: "portal",
    arrival: null,
    receipt: receipt && { ...receipt, confirmedAt: null },
  };
}

/** The ways in that applications came by. */
export async function channelsOf(
  ids: readonly Application["id"][],
): Promise<ReadonlyMap<Application["id"], Channel>> {
  const keys = [...new Set(ids)].map((id) => ({ id }));
  const held = keys.length === 0 ? [] : await applications.getMany(keys);
  return new Map(held.map(({ id, channel }) => [id, channel]));
}

/** Each row of an officers' list with the way in that its application came by. */
export async function withChannels<T extends { applicationId: Application["id"] }>(
  rows: readonly T[],
): Promise<(T & { channel: Channel })[]> {
  const channels = await channelsOf(rows.map(({ applicationId }) => applicationId));
  return rows.map((row) => ({ ...row, channel: channels.get(row.applicationId) ?? "portal" }));
}
