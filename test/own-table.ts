import { randomBytes } from "node:crypto";
import { createTables } from "../infra/local/dynamodb.ts";
import { table } from "./table.ts";

/** A table that only this test file has: for what reads everything that there is, such as a tick. */
export async function ownTable(): Promise<void> {
  const name = `linxuan-${randomBytes(6).toString("hex")}`;
  await createTables(process.env.AWS_ENDPOINT_URL_DYNAMODB ?? "", [table(name)]);
  process.env.LINXUAN_TABLE = name;
}
