import type { IMetric } from "aws-cdk-lib/aws-cloudwatch";
import { type FunctionManifest, isAsynchronous, type ServiceManifest } from "../shared/kernel/manifest.ts";
import type { Words } from "../shared/kernel/text.ts";
import type { ServiceFunction } from "./function.ts";

/** Whose alarm it would be. */
interface Watched {
  manifest: FunctionManifest;
  service: ServiceManifest["name"];
  name: string;
}

/** A kind of alarm and the section of docs/runbook.md that says what to do; a test compares both ways. */
export interface AlarmKind {
  section: string;
  what: Words;
  /** Whom it hurts, where that is not whom the whole service hurts when it fails. */
  impact?: Words;
  /** From here on it speaks. */
  threshold: number;
  /** Minutes in a row before it speaks. */
  minutes: number;
  /** No figure at all is as bad as a bad one. */
  isLoudWhenSilent?: true;
  applies: (watched: Watched) => boolean;
  /** A metric of the function, or the log line (`what`) that is counted. */
  counts: ((made: ServiceFunction) => IMetric) | string;
}

const isServing = ({ manifest }: Watched): boolean => manifest.serves !== undefined;
const is = (service: string, name: string) => (watched: Watched) =>
  watched.service === service && watched.name === name;

/** What is watched of a function; each kind is about harm to people. */
export const functionAlarms: Record<string, AlarmKind> = {
  Errors: {
    section: "function-errors",
    what: { zh: "函数持续出错", en: "The function keeps failing" },
    threshold: 3,
    minutes: 2,
    applies: () => true,
    counts: ({ lambda, minute }) => lambda.metricErrors({ period: minute }),
  },
  FailedRequests: {
    section: "failed-requests",
    what: { zh: "用户的请求因内部错误失败", en: "People's requests end in internal errors" },
    threshold: 3,
    minutes: 2,
    applies: isServing,
    counts: "request failed",
  },
  Throttles: {
    section: "function-throttled",
    what: { zh: "调用被限流", en: "Calls are throttled" },
    threshold: 5,
    minutes: 2,
    applies: () => true,
    counts: ({ lambda, minute }) => lambda.metricThrottles({ period: minute }),
  },
  Slow: {
    section: "function-slow",
    what: { zh: "请求接近超时", en: "Requests come close to the timeout" },
    threshold: 0.8,
    minutes: 5,
    applies: isServing,
    counts: (made) => made.shareOfTimeout(),
  },
  DeadLetters: {
    section: "dead-letters",
    what: { zh: "有消息进入死信队列", en: "A message lies in the dead-letter queue" },
    threshold: 1,
    minutes: 1,
    applies: ({ manifest }) => isAsynchronous(manifest),
    counts: (made) => made.deadLetterCount(),
  },
  RelayAge: {
    section: "relay-age",
    what: { zh: "事件送达总线滞后超过一分钟", en: "Facts reach the bus more than a minute late" },
    threshold: 60_000,
    minutes: 3,
    applies: ({ manifest }) => manifest.onOutbox === true,
    counts: (made) => made.iteratorAge(),
  },
  Standstill: {
    section: "schedule-standstill",
    what: { zh: "定时任务停止运行", en: "The schedule has stopped" },
    threshold: 1,
    minutes: 5,
    isLoudWhenSilent: true,
    applies: ({ manifest }) => manifest.everyMinutes !== undefined,
    counts: ({ lambda, minute }) => lambda.metricInvocations({ period: minute }),
  },
  UninspectedUploads: {
    section: "uploads-uninspected",
    what: { zh: "有文件五分钟后仍无检查结果", en: "A file has had no verdict for five minutes" },
    threshold: 1,
    minutes: 3,
    applies: (watched) => is("uploads", "on-tick")(watched) || is("applications", "on-tick")(watched),
    counts: "swept",
  },
  MalwareFound: {
    section: "malware-found",
    what: { zh: "文件中发现恶意内容", en: "Malware was found in a file" },
    threshold: 1,
    minutes: 1,
    applies: ({ manifest }) => manifest.onScans !== undefined,
    counts: "malware found",
  },
  UnsentMail: {
    section: "mail-unsent",
    what: {
      zh: "有应发邮件五分钟后仍未发出",
      en: "A letter that is owed has not been sent for five minutes",
    },
    threshold: 1,
    minutes: 3,
    applies: is("notifications", "on-tick"),
    counts: "swept",
  },
  MailTrouble: {
    section: "mail-bounced",
    what: { zh: "有邮件被退回或投诉", en: "Letters bounce or are complained of" },
    threshold: 5,
    minutes: 1,
    applies: (watched) => is("identity", "on-mail")(watched) || is("identity", "on-address")(watched),
    counts: "mail trouble",
  },
  GivenUpMail: {
    section: "mail-given-up",
    what: { zh: "有邮件无法送达，已停止发送", en: "A letter can't be sent and was given up" },
    threshold: 1,
    minutes: 1,
    applies: ({ service, name }) => service === "notifications" && (name === "on-owed" || name === "on-tick"),
    counts: "mail given up",
  },
  OverdueObjections: {
    section: "objection-overdue",
    what: { zh: "有异议逾期未结", en: "An objection is not concluded in time" },
    impact: {
      zh: "异议人和被异议单位得不到结论，结果不能公布",
      en: "Who objects and the society concerned have no answer, and the result waits",
    },
    threshold: 1,
    minutes: 3,
    applies: is("notifications", "on-tick"),
    counts: "objection overdue",
  },
};

/** What is watched of the gateway itself. */
export const gatewayAlarm = {
  section: "gateway-errors",
  what: { zh: "网关返回 5xx", en: "The gateway answers 5xx" },
  impact: { zh: "所有人都可能无法使用系统", en: "Nobody may be able to use the system" },
  threshold: 5,
  minutes: 2,
};
