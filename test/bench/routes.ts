import { BatchWriteItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { storeClient } from "../../infra/local/dynamodb.ts";
import { allRoutes } from "../../shared/contract/all.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { tableKeys } from "../../shared/store/table.ts";
import { callerOf } from "../faults/caller.ts";
import { type Running, startPrepared } from "../faults/running.ts";
import { cpuOfAll } from "./processes.ts";
import { tableText } from "./table.ts";

const prepared = 40;
const listed = 1000;

type Act = () => Promise<unknown>;

/** One route: what it does once, and the least that DynamoDB could be asked for it. */
interface Row {
  route: keyof typeof least;
  service: string;
  act: Act;
}

/** Round trips at the least, and why a route takes more where it does. */
const least = {
  getApplication: { trips: 1, because: "session, then application and sections side by side" },
  listApplications: { trips: 1, because: "session; the rest is the pages of the index" },
  saveDraft: {
    trips: 1,
    because: "session, application, definition: content is judged by the round's own rules",
  },
  presignUpload: {
    trips: 1,
    because: "session, application, definition; nothing is signed that was not declared",
  },
  submitApplication: {
    trips: 1,
    because: "session, application, definition, sections, uploads and register: each pins what is frozen",
  },
} as const;

/** What a function asks of the store for one request. */
async function trips(cloud: Running["cloud"], { route, service, act }: Row): Promise<string[]> {
  await act();
  await cloud.settle();
  cloud.front.record();
  await act();
  const calls = cloud.front.calls().filter(({ function: name }) => name.endsWith(`-${service}-api`));
  const counts = new Map<string, number>();
  for (const { action } of calls) counts.set(action, (counts.get(action) ?? 0) + 1);
  const units = calls.reduce((sum, call) => sum + call.units, 0);
  return [
    route,
    String(calls.length),
    String(least[route].trips),
    units.toFixed(1),
    [...counts].map(([action, count]) => `${action} x${count}`).join(", "),
    least[route].because,
  ];
}

/** One application's item, so many times: what a list of 1,000 has to read. */
async function crowd({ cloud, ready, round }: Running): Promise<void> {
  const client = storeClient(cloud.store.url);
  const [table] = cloud.cloud.tables;
  const [one] = ready;
  if (!table || !one) throw new Error("nothing is prepared");
  const { partition, sort, index } = tableKeys;
  const found = await client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: "#pk = :pk",
      ExpressionAttributeNames: { "#pk": partition },
      ExpressionAttributeValues: { ":pk": { S: applications.keyOf({ id: one.application.id }).pk } },
    }),
  );
  const item = found.Items?.find((held) => held[index.partition]?.S !== undefined);
  if (!item) throw new Error(`no application ${one.application.id} in ${round.id}`);
  for (let at = 0; at < listed; at += 25) {
    const PutRequests = Array.from({ length: Math.min(25, listed - at) }, (_, offset) => ({
      PutRequest: {
        Item: {
          ...item,
          [partition]: { S: `${item[partition]?.S}~${at + offset}` },
          [sort]: item[sort] ?? { S: "-" },
          [index.sort]: { S: `${item[index.sort]?.S}~${at + offset}` },
        },
      },
    }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [table.name]: PutRequests } }));
  }
  client.destroy();
}

/** CPU per request over all processes, one caller after another. */
async function cpu(name: string, times: number, act: Act): Promise<string[]> {
  await act();
  const before = cpuOfAll();
  const startedAt = performance.now();
  for (let at = 0; at < times; at += 1) await act();
  const wall = (performance.now() - startedAt) / times;
  return [name, ((cpuOfAll() - before) / times).toFixed(1), wall.toFixed(1), String(times)];
}

/** DynamoDB's round trips and units of the busiest routes, and CPU per request through the whole local cloud. */
export async function measureRoutes(): Promise<string> {
  const running = await startPrepared({ societies: prepared });
  try {
    const { url, ready, officer, cloud, round } = running;
    const queue = [...ready];
    const [one] = queue;
    if (!one) throw new Error("nothing is prepared");
    const { id } = one.application;
    const filler = callerOf(
      url,
      { ...allRoutes.applications, ...allRoutes.uploads, ...allRoutes.identity },
      one.filler,
    );
    const staff = callerOf(url, allRoutes.applications, officer);
    let key = 0;
    const nextKey = () => `bench-${key++}`;
    let version = 1;
    const { sections } = await filler.getApplication({ params: { id } });
    const [section] = sections;
    if (!section) throw new Error("the draft is empty");
    const save = async () => {
      const saved = await filler.saveDraft({
        params: { id, key: section.key },
        body: { version, content: section.content },
      });
      version = saved.version;
    };
    const submit = async () => {
      const next = queue.pop();
      if (!next) throw new Error("all have submitted");
      const approver = callerOf(url, allRoutes.applications, next.approver);
      await approver.submitApplication({
        key: nextKey(),
        params: { id: next.application.id },
        body: next.submission,
      });
    };
    const presign = () =>
      filler.presignUpload({
        key: nextKey(),
        params: { id },
        body: {
          kind: one.submission.uploads[0]?.kind ?? "",
          name: "a.docx",
          bytes: 1000,
          sha256: "0".repeat(64) as never,
        },
      });
    const read = () => filler.getApplication({ params: { id } });
    const list = () => staff.listApplications({ params: { roundId: round.id }, query: { limit: listed } });
    const rows = [];
    for (const row of [
      { route: "getApplication", service: "applications", act: read },
      { route: "listApplications", service: "applications", act: list },
      { route: "saveDraft", service: "applications", act: save },
      { route: "presignUpload", service: "uploads", act: presign },
      { route: "submitApplication", service: "applications", act: submit },
    ] satisfies Row[])
      rows.push(await trips(cloud, row));
    const figures = [
      await cpu("read one", 100, read),
      await cpu("update (save a section)", 100, save),
      await cpu("submit", 20, submit),
    ];
    await cloud.settle();
    await crowd(running);
    await cloud.settle();
    figures.push(await cpu(`list of ${listed}`, 10, list));
    return [
      tableText([["route", "trips", "least", "units", "calls", "why more"], ...rows]),
      "",
      tableText([["through the local cloud", "CPU ms", "wall ms", "times"], ...figures]),
    ].join("\n");
  } finally {
    await running.close();
  }
}
