import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { societyRecorded } from "../../shared/events/rounds.ts";
import type { SocietyCode } from "../../shared/kernel/ids.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { fact, outboxOf } from "../../shared/runtime/facts.ts";
import { transact } from "../../shared/store/commit.ts";
import { documents, tableName } from "../../shared/store/table.ts";
import { givenSociety } from "../applications/given.ts";

/** A society in the register, and the fact that it was recorded then. */
export async function recordSociety(now: Instant): Promise<SocietyCode> {
  const { society } = await givenSociety();
  const { code, importHash, version } = society;
  const recorded = fact(societyRecorded, {
    aggregateId: code,
    version,
    payload: { societyCode: code, importHash },
  });
  const by = { now, actorId: "system", correlationId: "test", random: Math.random };
  await transact(outboxOf([recorded], by));
  return code;
}

/** Every item of the table, in the order of its keys. */
export async function everything(): Promise<Record<string, unknown>[]> {
  const { Items = [] } = await documents.send(
    new ScanCommand({ TableName: tableName(), ConsistentRead: true }),
  );
  const keyOf = ({ pk, sk }: Record<string, unknown>) => `${pk} ${sk}`;
  return Items.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
