import { Application } from "../../contract/application-record.ts";
import type { Channel } from "../../contract/channel.ts";
import { type NamedPartner, namedPartners } from "../../contract/partnership-record.ts";
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

/** Applications by their ids; those that there are none of are left out. */
export async function applicationsOf(
  ids: readonly Application["id"][],
): Promise<ReadonlyMap<Application["id"], Application>> {
  const keys = [...new Set(ids)].map((id) => ({ id }));
  const held = await applications.getMany(keys);
  return new Map(held.map((application) => [application.id, application]));
}

/** Each row of an officers' list with the way in that its application came by, and its partners where it has any. */
export async function withChannels<T extends { applicationId: Application["id"] }>(
  rows: readonly T[],
): Promise<(T & { channel: Channel; partners?: NamedPartner[] })[]> {
  const of = await applicationsOf(rows.map(({ applicationId }) => applicationId));
  return rows.map((row) => {
    const application = of.get(row.applicationId);
    return {
      ...row,
      channel: application?.channel ?? "portal",
      ...(application && namedPartners(application)),
    };
  });
}
