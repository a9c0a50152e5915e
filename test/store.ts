import { startStore } from "../infra/local/dynamodb.ts";
import { table } from "./table.ts";

/** One embedded store for the whole run; each test makes its own records in it under new ids. */
export default async function setup() {
  const name = "linxuan-test";
  const store = await startStore({ tables: [table(name)] });
  process.env.AWS_ENDPOINT_URL_DYNAMODB = store.url;
  process.env.AWS_REGION = "local";
  process.env.AWS_ACCESS_KEY_ID = "test";
  process.env.AWS_SECRET_ACCESS_KEY = "test";
  process.env.LINXUAN_TABLE = name;
  return () => store.close();
}
