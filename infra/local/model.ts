/** What a synthesized template says, flattened to what the local cloud runs. Arns are the template's own, resolved. */

export interface Statement {
  effect: "Allow" | "Deny";
  actions: string[];
  notActions: string[];
  resources: string[];
  notResources: string[];
  conditions: Record<string, Record<string, string[]>>;
}

export interface LocalFunction {
  logicalId: string;
  name: string;
  arn: string;
  /** Folder of the bundled asset. */
  codeDir: string;
  /** `file.export`, as Lambda takes it. */
  handler: string;
  timeoutSeconds: number;
  memoryMb: number;
  environment: Record<string, string>;
  statements: Statement[];
  reservedConcurrency: number | undefined;
  /** Where an asynchronous invocation goes that failed for good. */
  deadLetterArn: string | undefined;
  asyncRetries: number;
}

export interface LocalRoute {
  /** `POST /applications/{id}/submission` or `$default`. */
  routeKey: string;
  functionArn: string;
  /** The gateway answers 503 then; the function runs on until its own timeout. 30,000 when absent, as on AWS. */
  timeoutMs?: number;
  throttle?: Throttle;
}

/** A token bucket: what a route lets through before the gateway answers 429. */
export interface Throttle {
  perSecond: number;
  burst: number;
}

export interface LocalTarget {
  arn: string;
  deadLetterArn: string | undefined;
  retries: number;
  input: string | undefined;
}

export interface LocalRule {
  name: string;
  busName: string;
  pattern: unknown;
  schedule: string | undefined;
  targets: LocalTarget[];
}

export interface LocalMapping {
  functionArn: string;
  tableName: string;
  batchSize: number;
  filters: unknown[];
  bisects: boolean;
  retries: number;
  reportsItemFailures: boolean;
  deadLetterArn: string | undefined;
}

export interface LocalTable {
  name: string;
  arn: string;
  /** The CloudFormation properties, fit for CreateTable. */
  keySchema: { AttributeName: string; KeyType: "HASH" | "RANGE" }[];
  attributes: { AttributeName: string; AttributeType: "S" | "N" | "B" }[];
  indexes: {
    IndexName: string;
    KeySchema: { AttributeName: string; KeyType: "HASH" | "RANGE" }[];
    Projection: { ProjectionType: "ALL" | "KEYS_ONLY" | "INCLUDE"; NonKeyAttributes?: string[] };
  }[];
  streamViewType: "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES" | "KEYS_ONLY" | undefined;
}

export interface CorsRule {
  origins: string[];
  methods: string[];
  headers: string[];
  exposed: string[];
  maxAgeSeconds: number;
}

export interface LocalBucket {
  name: string;
  arn: string;
  isVersioned: boolean;
  sendsEvents: boolean;
  cors: CorsRule[];
}

export interface LocalQueue {
  name: string;
  arn: string;
}

export interface Cloud {
  region: string;
  accountId: string;
  /** The HTTP API's id; absent in a template without one. */
  apiId?: string;
  functions: LocalFunction[];
  routes: LocalRoute[];
  buses: { name: string; arn: string }[];
  rules: LocalRule[];
  mappings: LocalMapping[];
  tables: LocalTable[];
  buckets: LocalBucket[];
  queues: LocalQueue[];
  secrets: { name: string; arn: string }[];
}

/** What became of one invocation. `throttled` = the function's cap was reached; AWS answers 429 then. */
export type Invocation =
  | { outcome: "returned"; value: unknown }
  | { outcome: "failed"; errorType: string; message: string }
  | { outcome: "timed-out" }
  | { outcome: "crashed"; message: string }
  | { outcome: "throttled" };

/** `isForgotten` says that nobody waits for the outcome any more: an event that has not begun by then never does. */
export type Invoke = (
  functionArn: string,
  event: unknown,
  isForgotten?: () => boolean,
) => Promise<Invocation>;

/** The local cloud's clock: real time plus an offset that only `PUT /_local/clock` sets. */
export interface Clock {
  now(): Date;
  set(instant: Date): void;
}
