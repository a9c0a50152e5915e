import { Duration } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import type { FunctionManifest, ServiceManifest } from "../shared/kernel/manifest.ts";
import type { ServiceFunction } from "./function.ts";

/** A kind of alarm and the section of docs/runbook.md that says what to do; a test compares both ways. */
interface Kind {
  section: string;
  what: { zh: string; en: string };
  threshold: number;
  /** Minutes in a row before it speaks. */
  minutes: number;
  applies: (manifest: FunctionManifest) => boolean;
  metric: (made: ServiceFunction) => IMetric;
}

const minute = Duration.minutes(1);

/** Every kind of alarm; each is about harm to people. */
export const alarmKinds: Record<string, Kind> = {
  Errors: {
    section: "function-errors",
    what: { zh: "函数持续出错", en: "The function keeps failing" },
    threshold: 3,
    minutes: 2,
    applies: () => true,
    metric: ({ lambda }) => lambda.metricErrors({ period: minute }),
  },
  Throttles: {
    section: "function-throttled",
    what: { zh: "请求被限流", en: "Calls are throttled" },
    threshold: 5,
    minutes: 2,
    applies: ({ serves }) => serves !== undefined,
    metric: ({ lambda }) => lambda.metricThrottles({ period: minute }),
  },
  DeadLetters: {
    section: "dead-letters",
    what: { zh: "有消息进入死信队列", en: "A message lies in the dead-letter queue" },
    threshold: 1,
    minutes: 1,
    applies: () => true,
    metric: ({ deadLetters }) => deadLetters.metricApproximateNumberOfMessagesVisible({ period: minute }),
  },
  RelayAge: {
    section: "relay-age",
    what: { zh: "事件中继滞后超过一分钟", en: "Facts reach the bus more than a minute late" },
    threshold: 60_000,
    minutes: 3,
    applies: ({ onOutbox }) => onOutbox === true,
    metric: ({ lambda }) =>
      new Metric({
        namespace: "AWS/Lambda",
        metricName: "IteratorAge",
        dimensionsMap: { FunctionName: lambda.functionName },
        period: minute,
        statistic: "Maximum",
      }),
  },
  Slow: {
    section: "function-slow",
    what: { zh: "函数接近超时", en: "The function comes close to its timeout" },
    threshold: 0.8,
    minutes: 5,
    applies: ({ serves }) => serves !== undefined,
    metric: ({ lambda }) => lambda.metricDuration({ period: minute, statistic: "p99" }),
  },
};

/** The alarms of one function; each says whom it hurts and where the runbook goes on. */
export function addAlarms(
  made: ServiceFunction,
  { service, name, manifest }: { service: ServiceManifest; name: string; manifest: FunctionManifest },
): void {
  for (const [kind, { section, what, threshold, minutes, applies, metric }] of Object.entries(alarmKinds)) {
    if (!applies(manifest)) continue;
    const seconds = made.lambda.timeout?.toSeconds() ?? 0;
    new Alarm(made, `Alarm-${kind}`, {
      alarmDescription: [
        `${service.name}/${name}: ${what.zh}。${service.impact.zh}。`,
        `${what.en}. ${service.impact.en}.`,
        `docs/runbook.md#${section}`,
      ].join(" "),
      metric: metric(made),
      threshold: kind === "Slow" ? threshold * seconds * 1000 : threshold,
      evaluationPeriods: minutes,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
