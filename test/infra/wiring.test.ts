import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { mailKeyOf } from "../../functions/applications/mail-keys.ts";
import { keyOf } from "../../functions/uploads/keys.ts";
import { matches } from "../../infra/local/pattern.ts";
import { allRoutes } from "../../shared/contract/all.ts";
import type { Route, Routes } from "../../shared/contract/kit.ts";
import type { EventContract } from "../../shared/events/kit.ts";
import { ApplicationId, MailId, RoundId, SocietyCode, UploadId } from "../../shared/kernel/ids.ts";
import { deployed, text, where } from "./deployed.ts";

const eventsDir = resolve(import.meta.dirname, "../../shared/events");
const isContract = (one: unknown): one is EventContract =>
  typeof one === "object" && one !== null && "type" in one && "service" in one && "payload" in one;

/** Every declared event, whatever file it is declared in. */
async function declaredEvents(): Promise<EventContract[]> {
  const files: Record<string, unknown>[] = await Promise.all(
    readdirSync(eventsDir).map((file) => import(join(eventsDir, file))),
  );
  return files.flatMap((exported) => Object.values(exported)).filter(isContract);
}

const events = await declaredEvents();
/** A path with several methods of a service is one route of the gateway. */
const keyOfRoute = (service: string, { method, path }: Route): string => {
  const own = Object.values(allRoutes[service as keyof typeof allRoutes] as Routes);
  return `${own.filter((other) => other.path === path).length > 1 ? "ANY" : method} ${path}`;
};
const routeKeys = [
  ...new Set(
    Object.entries(allRoutes).flatMap(([service, routes]) =>
      Object.values(routes as Routes).map((route) => keyOfRoute(service, route)),
    ),
  ),
];

interface Pattern {
  source: string[];
  "detail-type": string[];
  detail?: unknown;
}

describe.each(await deployed())("what is wired in %s", (partition, { resources, all }) => {
  const rules = all("AWS::Events::Rule");
  const patterns = rules.flatMap(({ at, properties: { EventPattern, EventBusName } }) =>
    EventPattern === undefined ? [] : [{ at, pattern: EventPattern as Pattern, bus: EventBusName }],
  );
  const ours = patterns.filter(({ bus }) => bus !== "default");
  const fromAws = patterns.filter(({ bus }) => bus === "default");

  it("keeps below the limits: 400 resources a stack of AWS's 500, 250 routes of its 300", () => {
    const sizes = Object.values(Object.groupBy(resources, ({ stack }) => stack)).map(
      (one) => one?.length ?? 0,
    );
    expect(sizes.length).toBeGreaterThan(10);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(400);
    expect(all("AWS::ApiGatewayV2::Route").length).toBeLessThanOrEqual(250);
  });

  it("serves every route of the contract, one path once, unknown paths, and nothing else", () => {
    const served = all("AWS::ApiGatewayV2::Route").map(({ properties }) => String(properties.RouteKey));
    expect(served.sort()).toEqual([...routeKeys, "$default"].sort());
    expect(new Set(served).size).toBe(served.length);
  });

  it("leads each route to the function of the service that declares it", () => {
    const stackOf = new Map(
      all("AWS::ApiGatewayV2::Route").map(({ stack, properties }) => [String(properties.RouteKey), stack]),
    );
    for (const [service, routes] of Object.entries(allRoutes)) {
      for (const route of Object.values(routes as Routes))
        expect(stackOf.get(keyOfRoute(service, route)), route.path).toBe(service);
    }
  });

  it("has one HTTP API with one stage, which throttles and logs", () => {
    expect(all("AWS::ApiGatewayV2::Api")).toHaveLength(1);
    const [stage, ...others] = all("AWS::ApiGatewayV2::Stage");
    expect(others).toEqual([]);
    expect(stage?.properties).toMatchObject({
      DefaultRouteSettings: { ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000 },
      AccessLogSettings: { DestinationArn: expect.anything() },
    });
    expect(text(stage?.properties.AccessLogSettings)).not.toMatch(/sourceIp|userAgent|authorizer|header/i);
  });

  it("hears declared events only, each from the service that states it", () => {
    expect(ours.length).toBeGreaterThan(8);
    for (const { at, pattern } of ours) {
      const heard = pattern["detail-type"].map((type) => events.find((one) => one.type === type));
      expect(heard, at).not.toContain(undefined);
      const sources = new Set(heard.map((one) => `linxuan.${one?.service}`));
      expect(new Set(pattern.source), at).toEqual(sources);
    }
  });

  it("hears of AWS what a stage there can tell: objects, and mail and malware where somebody tells of them", () => {
    const heard = fromAws.map(({ pattern }) => pattern.source.join()).sort();
    // Of a letter's fate two services hear: whose address it is, and what is still waited for.
    const ofMail = ["aws.ses", "aws.ses"];
    // Of quarantine three: the applications' files, letters with which societies register, mails that officers hand in.
    const ofObjects = ["aws.s3", "aws.s3", "aws.s3"];
    // Of malware two: in the applications' files, and in the letters.
    const ofScans = ["aws.guardduty", "aws.guardduty"];
    expect(heard).toEqual(partition === "aws" ? [...ofScans, ...ofObjects, ...ofMail] : ofObjects);
  });

  it("hears of every upload, mail and letter once, and of nothing else that lies in quarantine", () => {
    const landed = (key: string) => ({
      source: "aws.s3",
      "detail-type": "Object Created",
      detail: { bucket: { name: "quarantine" }, object: { key } },
    });
    const ofThisBucket = fromAws
      .filter(({ pattern }) => pattern.source.includes("aws.s3"))
      .map(({ pattern }) => ({
        ...pattern,
        detail: { ...(pattern.detail as object), bucket: { name: ["quarantine"] } },
      }));
    const hearing = (key: string) => ofThisBucket.filter((pattern) => matches(pattern, landed(key))).length;
    const application = ApplicationId.parse("app_01J9ZZZZZZZZZZZZZZZZZZZZZZ");
    const upload = UploadId.parse("upl_01J9ZZZZZZZZZZZZZZZZZZZZZZ");
    const mail = {
      roundId: RoundId.parse("rnd_01J9ZZZZZZZZZZZZZZZZZZZZZZ"),
      societyCode: SocietyCode.parse("A-01"),
      id: MailId.parse("mal_01J9ZZZZZZZZZZZZZZZZZZZZZZ"),
    };
    expect(hearing(keyOf(application, upload))).toBe(1);
    expect(hearing(mailKeyOf(mail))).toBe(1);
    expect(hearing("letters/reg_01J9ZZZZZZZZZZZZZZZZZZZZZZ")).toBe(1);
    expect(hearing("malware-protection-resource-validation-object")).toBe(0);
  });

  it("runs its schedules by rules, which both partitions have", () => {
    const schedules = rules.filter(({ properties }) => "ScheduleExpression" in properties);
    expect(schedules.length).toBeGreaterThanOrEqual(4);
    expect(where(schedules, ({ properties }) => properties.ScheduleExpression !== "rate(1 minute)")).toEqual(
      [],
    );
  });

  it("has no rule that is switched off or calls nobody", () => {
    const isIdle = (targets: unknown) => !Array.isArray(targets) || targets.length !== 1;
    expect(
      where(rules, ({ properties: { State, Targets } }) => State !== "ENABLED" || isIdle(Targets)),
    ).toEqual([]);
  });
});
