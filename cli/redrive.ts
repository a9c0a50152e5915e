import { parseArgs } from "node:util";
import { serviceNames } from "../shared/kernel/services.ts";
import { Instant, instantFrom, LocalDate, plusDays } from "../shared/kernel/time.ts";
import { operation } from "./operation.ts";

const usage = `linxuan redrive --from INSTANT --to INSTANT [--type EVENT] [--table NAME] [--bus NAME] [--dry-run]

Publishes events of the outbox again, both instants included. Who heard an event before ignores it.
把一段时间内的事件重新发布到事件总线；已处理过的订阅方会忽略它们。

INSTANT is an ISO 8601 instant with its offset, such as 2021-11-11T23:59:59+08:00.
--type publishes one kind only, such as application.submitted.v1; --dry-run only counts.
Table and bus are LINXUAN_TABLE and LINXUAN_BUS unless they are named; region and credentials are those of the AWS SDK.
On this machine / 本机: eval "$(curl -s http://127.0.0.1:8080/_local/operator)"

Exit 0: the bus took all of them. Exit 1: it did not take some, which are named. Exit 2: wrong usage.`;

interface Wishes {
  from: Instant;
  to: Instant;
  type: string | undefined;
  isDry: boolean;
}

/** An instant as people write it, with its offset, in UTC. */
function instantIn(text: string | undefined): Instant | undefined {
  if (text === undefined || !/(Z|[+-]\d\d:?\d\d)$/i.test(text)) return undefined;
  const epoch = Date.parse(text);
  return Number.isNaN(epoch) ? undefined : Instant.safeParse(instantFrom(epoch)).data;
}

const options = {
  from: { type: "string" },
  to: { type: "string" },
  type: { type: "string" },
  table: { type: "string" },
  bus: { type: "string" },
  "dry-run": { type: "boolean", default: false },
} as const;

/** What is wished for, or why it can't be. Table and bus go where the store and the relay look for them. */
function wishesOf(args: readonly string[]): Wishes | { refused: string } {
  try {
    const { values } = parseArgs({ args: [...args], options });
    const [from, to] = [instantIn(values.from), instantIn(values.to)];
    if (!from || !to) return { refused: "--from, --to: 需要带时区的时间 / an instant with its offset" };
    if (from > to) return { refused: "--from 晚于 --to / --from is later than --to" };
    if (values.table !== undefined) process.env.LINXUAN_TABLE = values.table;
    if (values.bus !== undefined) process.env.LINXUAN_BUS = values.bus;
    const missing = ["LINXUAN_TABLE", "LINXUAN_BUS"].filter((name) => !process.env[name]);
    if (missing.length > 0) return { refused: `未设置 / not set: ${missing.join(", ")}` };
    return { from, to, type: values.type, isDry: values["dry-run"] };
  } catch (cause) {
    return { refused: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** The days (UTC) that a range touches. */
function* daysOf({ from, to }: Wishes): Generator<LocalDate> {
  const last = LocalDate.parse(to.slice(0, 10));
  for (let day = LocalDate.parse(from.slice(0, 10)); day <= last; day = plusDays(day, 1)) yield day;
}

/** Publishes day by day, so that neither a year nor its last night has to fit into memory at once. */
async function redrive(wishes: Wishes): Promise<number> {
  // The clients read the environment when they are loaded.
  const [{ eventsOfDay }, { publish }] = await Promise.all([
    import("../shared/store/outbox.ts"),
    import("../shared/runtime/relay.ts"),
  ]);
  const counts = new Map<string, number>();
  const failed: string[] = [];
  for (const day of daysOf(wishes)) {
    const found = await eventsOfDay(serviceNames, { day, from: wishes.from, to: wishes.to });
    const wanted = found.filter(({ type }) => wishes.type === undefined || type === wishes.type);
    for (const { type } of wanted) counts.set(type, (counts.get(type) ?? 0) + 1);
    if (!wishes.isDry) failed.push(...(await publish(wanted)));
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  for (const [type, count] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    console.log(`${String(count).padStart(8)}  ${type}`);
  }
  const done = wishes.isDry ? "未发布 / not published (--dry-run)" : "已发布 / published";
  console.log(`${String(total - failed.length).padStart(8)}  ${done}`);
  for (const id of failed) console.error(`未被总线接收 / the bus did not take ${id}`);
  return failed.length > 0 ? 1 : 0;
}

/** `linxuan redrive`. */
export const redriveCommand = operation({
  name: "redrive",
  summary: "重新发布一段时间的事件 / publish a range of events again",
  usage,
  wishesOf,
  act: redrive,
});
