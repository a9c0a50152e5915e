import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { functionAlarms, gatewayAlarm } from "../../infra/alarm-kinds.ts";
import { readAssembly } from "../../infra/local/assembly.ts";
import { services } from "../../infra/services.ts";
import { deployed, type Resource, referred, text, where } from "./deployed.ts";

const runbook = readFileSync(resolve(import.meta.dirname, "../../docs/runbook.md"), "utf8");
const partOf = (heading: string) => runbook.split(/^## /m).find((part) => part.startsWith(heading)) ?? "";
const alarmSections = partOf("Alarms").split(/^### /m).slice(1);
const nameOf = (section: string) => section.slice(0, section.indexOf("\n")).trim();
const kinds = [...Object.values(functionAlarms), gatewayAlarm];

describe("the runbook", () => {
  it("has a section for each kind of alarm, and none for an alarm that there is not", () => {
    expect(alarmSections.map(nameOf).toSorted()).toEqual(kinds.map(({ section }) => section).toSorted());
  });

  it("says in each section what the alarm means for people, how to look and how to resolve it", () => {
    for (const section of alarmSections) {
      for (const part of ["**For people.**", "**Look.**", "**Resolve.**"])
        expect(section, nameOf(section)).toContain(part);
      expect(section, nameOf(section)).toMatch(/```sh\n/);
    }
  });

  it("names each alarm as the alarm names itself", () => {
    for (const { section, what } of kinds) {
      const found = alarmSections.find((one) => nameOf(one) === section) ?? "";
      expect(found, section).toContain(`${what.zh} / ${what.en}`);
    }
  });
});

const stages = await deployed();
const sectionOf = ({ properties }: Resource) =>
  /docs\/runbook\.md#([\w-]+)$/.exec(String(properties.AlarmDescription))?.[1];

describe("the kinds of alarms", () => {
  it("are each raised by something that is deployed in a partition", () => {
    const led = stages.flatMap(([, { all }]) => all("AWS::CloudWatch::Alarm").map(sectionOf));
    expect([...new Set(led)].toSorted()).toEqual(kinds.map(({ section }) => section).toSorted());
  });
});

describe.each(stages)("every alarm in %s", (_partition, { dir, all }) => {
  const alarms = all("AWS::CloudWatch::Alarm");
  const filters = all("AWS::Logs::MetricFilter");
  const watched = (section: string) => alarms.filter((one) => sectionOf(one) === section);
  /** The resources of one type that no alarm of a section speaks of. */
  const unwatched = (type: string, section: string) =>
    where(all(type), ({ stack, id }) => {
      const mine = watched(section).filter((one) => one.stack === stack);
      return !mine.some(({ properties }) => text(properties).includes(`"${id}"`));
    });

  it("leads to a section of the runbook", () => {
    const known = new Set(kinds.map(({ section }) => section));
    expect(alarms.length).toBeGreaterThan(80);
    expect(where(alarms, (one) => !known.has(sectionOf(one) ?? ""))).toEqual([]);
  });

  it("says in both languages whom it hurts, speaks to the topic, and knows what silence means", () => {
    const [topic] = all("AWS::SNS::Topic");
    expect(
      where(alarms, ({ properties }) => !text(properties.AlarmActions).includes(String(topic?.id))),
    ).toEqual([]);
    const own = Object.values(functionAlarms).flatMap(({ impact }) => impact ?? []);
    const impacts = services.map(({ impact }) => impact).concat(gatewayAlarm.impact, own);
    const saysWhom = ({ properties }: Resource) =>
      impacts.some(({ zh, en }) =>
        [zh, en].every((words) => String(properties.AlarmDescription).includes(words)),
      );
    expect(where(alarms, (one) => !saysWhom(one))).toEqual([]);
    const silence = (one: Resource) =>
      sectionOf(one) === "schedule-standstill" ? "breaching" : "notBreaching";
    expect(where(alarms, (one) => one.properties.TreatMissingData !== silence(one))).toEqual([]);
  });

  it("is there for every function's errors and throttling, and for every dead-letter queue", () => {
    expect(unwatched("AWS::Lambda::Function", "function-errors")).toEqual([]);
    expect(unwatched("AWS::Lambda::Function", "function-throttled")).toEqual([]);
    const queues = all("AWS::SQS::Queue");
    expect(watched("dead-letters")).toHaveLength(queues.length);
    const names = watched("dead-letters").map(({ stack, properties }) => {
      const [{ Value } = { Value: undefined }] = properties.Dimensions as { Value: unknown }[];
      return `${stack}/${referred(Value)}`;
    });
    expect(names.toSorted()).toEqual(queues.map(({ at }) => at).toSorted());
  });

  it("that counts a log line counts one that its function writes", () => {
    const codeOf = new Map(
      readAssembly(dir).flatMap(({ assets }) =>
        [...assets].map(([key, folder]) => [
          key,
          readdirSync(folder, { withFileTypes: true })
            .filter((file) => file.isFile())
            .map(({ name }) => readFileSync(join(folder, name), "utf8"))
            .join("\n"),
        ]),
      ),
    );
    expect(filters.length).toBeGreaterThan(10);
    for (const { at, stack, properties } of filters) {
      const [, line = ""] = /^\{ \$\.what = "([^"]+)" \}$/.exec(String(properties.FilterPattern)) ?? [];
      const lambda = all("AWS::Lambda::Function").find(
        (one) =>
          one.stack === stack &&
          text(one.properties.LoggingConfig).includes(`"${referred(properties.LogGroupName)}"`),
      );
      const { S3Key = "" } = (lambda?.properties.Code ?? {}) as { S3Key?: string };
      expect(codeOf.get(S3Key), at).toContain(`"${line}"`);
    }
  });
});
