import type { LocalTable } from "../infra/local/model.ts";
import { tableKeys } from "../shared/store/table.ts";

const { partition, sort, index } = tableKeys;

/**
 * The one table, as infra creates it but for its stream, for tests that need a store and no cloud: nobody reads a stream
 * there, and dynoxide in memory looks through all of it at every write, so that the ten-thousandth costs ten times the first.
 */
export const table = (name: string): LocalTable => ({
  name,
  arn: `arn:aws:dynamodb:local:000000000000:table/${name}`,
  keySchema: [
    { AttributeName: partition, KeyType: "HASH" },
    { AttributeName: sort, KeyType: "RANGE" },
  ],
  attributes: [partition, sort, index.partition, index.sort].map((AttributeName) => ({
    AttributeName,
    AttributeType: "S",
  })),
  indexes: [
    {
      IndexName: index.name,
      KeySchema: [
        { AttributeName: index.partition, KeyType: "HASH" },
        { AttributeName: index.sort, KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "ALL" },
    },
  ],
  streamViewType: undefined,
});
