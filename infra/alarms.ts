import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  type MathExpression,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { FunctionManifest, ServiceManifest } from "../shared/kernel/manifest.ts";
import type { Words } from "../shared/kernel/text.ts";
import { type AlarmKind, functionAlarms } from "./alarm-kinds.ts";
import type { ServiceFunction } from "./function.ts";

interface Alarming {
  kind: Pick<AlarmKind, "section" | "what" | "threshold" | "minutes" | "isLoudWhenSilent">;
  /** What is watched, as operators call it. */
  subject: string;
  impact: Words;
  metric: IMetric | MathExpression;
  topic: ITopic;
}

/** An alarm says what is wrong, whom it hurts, and where the runbook goes on. */
export function addAlarm(
  scope: Construct,
  id: string,
  { kind, subject, impact, metric, topic }: Alarming,
): void {
  const { section, what, threshold, minutes, isLoudWhenSilent = false } = kind;
  const alarm = new Alarm(scope, id, {
    alarmDescription: [
      `${subject}: ${what.zh}。${impact.zh}。`,
      `${what.en}. ${impact.en}.`,
      `docs/runbook.md#${section}`,
    ].join(" "),
    metric,
    threshold,
    evaluationPeriods: minutes,
    comparisonOperator: isLoudWhenSilent
      ? ComparisonOperator.LESS_THAN_THRESHOLD
      : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: isLoudWhenSilent ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
}

/** The alarms of one function. */
export function addFunctionAlarms(
  made: ServiceFunction,
  { service, name, topic }: { service: ServiceManifest; name: string; topic: ITopic },
): void {
  const manifest: FunctionManifest | undefined = service.functions[name];
  if (manifest === undefined) return;
  for (const [id, kind] of Object.entries(functionAlarms)) {
    if (!kind.applies({ manifest, service: service.name, name })) continue;
    const { counts } = kind;
    const metric = typeof counts === "string" ? made.linesSaying(counts, id) : counts(made);
    addAlarm(made, `Alarm-${id}`, {
      ...{ kind, metric, topic, impact: kind.impact ?? service.impact },
      subject: `${service.name}/${name}`,
    });
  }
}
