import { availableParallelism } from "node:os";
import { watchCores } from "./cores.ts";
import { type Environment, openEnvironment } from "./environment.ts";
import type { Cloud, Invocation, Invoke, LocalFunction } from "./model.ts";

/** Lambda's limit of a synchronous call's event and answer, each. */
const payloadLimitBytes = 6 * 1024 * 1024;
/** A new account's concurrent executions. */
const accountConcurrency = 1000;
/**
 * A second process costs its start and warms up anew: an event rather waits so long for the one that is there, and less
 * while that one works already and the machine has a core to spare.
 */
const patienceMs = { busy: 3000, spare: 200 };

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

export interface FunctionsOptions {
  cloud: Cloud;
  /** Where the functions' SDK clients find the AWS APIs. */
  endpointUrl: string;
  /** Keys under which the function's own policy is asked. */
  credentialsOf: (functionArn: string) => Credentials;
  /** Takes each line that a function writes. */
  log: (functionName: string, line: string) => void;
  /** Events of one function in hand at the same time; beyond, `throttled`. A reserved concurrency goes before it. */
  cap?: number | undefined;
  /** Processes of one function; events in hand beyond them wait for one, as they wait for a cold start on AWS. */
  processes?: number | undefined;
  /** An environment without an event for so long is closed to spare memory. */
  idleMs?: number | undefined;
}

export interface Functions {
  /** Calls a function with an event that JSON can carry. Never rejects but for an unknown function. */
  invoke: Invoke;
  /** Ends every environment; events in hand end as `crashed`. */
  close(): Promise<void>;
}

interface Pool {
  idle: { environment: Environment; timer: NodeJS.Timeout }[];
  busy: Set<Environment>;
  waiting: Set<() => void>;
  inHand: number;
}

/** The Lambda service: runs the template's functions in processes, each under its own variables, limits and timeout. */
export function startFunctions(options: FunctionsOptions): Functions {
  const { cloud, endpointUrl, credentialsOf, log, cap = accountConcurrency } = options;
  const { processes = Math.max(2, availableParallelism()), idleMs = 120_000 } = options;
  const pools = new Map(
    cloud.functions.map(({ arn }): [string, Pool] => [
      arn,
      { idle: [], busy: new Set(), waiting: new Set(), inHand: 0 },
    ]),
  );
  const hasSpareCore = watchCores();
  let isClosed = false;

  function variablesOf({ name, arn, environment, memoryMb, codeDir }: LocalFunction): Record<string, string> {
    const { accessKeyId, secretAccessKey, sessionToken } = credentialsOf(arn);
    return {
      ...environment,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
      AWS_REGION: cloud.region,
      AWS_DEFAULT_REGION: cloud.region,
      AWS_ENDPOINT_URL: endpointUrl,
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
      LAMBDA_TASK_ROOT: codeDir,
      TZ: "UTC",
    };
  }

  /**
   * The most recently used environment, so that the others fall idle; else a new one, beside another only for who has
   * waited; undefined: wait for one.
   */
  function takeNow(called: LocalFunction, pool: Pool, hasWaited: boolean): Environment | undefined {
    for (let last = pool.idle.pop(); last !== undefined; last = pool.idle.pop()) {
      clearTimeout(last.timer);
      if (last.environment.isUsable()) return last.environment;
    }
    if (pool.busy.size >= (hasWaited ? processes : 1)) return undefined;
    return openEnvironment({ called, variables: variablesOf(called), log: (line) => log(called.name, line) });
  }

  function putBack(environment: Environment, pool: Pool): void {
    pool.busy.delete(environment);
    if (environment.isUsable()) {
      const timer = setTimeout(() => {
        pool.idle = pool.idle.filter((one) => one.environment !== environment);
        void environment.close();
      }, idleMs);
      timer.unref();
      pool.idle.push({ environment, timer });
    }
    wakeOne(pool);
  }

  function wakeOne({ waiting }: Pool): void {
    const [first] = waiting;
    first?.();
  }

  /** Until an environment falls idle, or for `ms`. */
  function waitIn({ waiting }: Pool, ms: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        waiting.delete(wake);
        clearTimeout(timer);
        resolve();
      };
      const timer = ms === undefined ? undefined : setTimeout(wake, ms);
      waiting.add(wake);
    });
  }

  function isTired(waited: number, { busy }: Pool): boolean {
    if (waited < patienceMs.spare) return false;
    const isStarting = [...busy].some((one) => one.isLoading());
    return waited >= patienceMs.busy || (!isStarting && hasSpareCore());
  }

  async function run(
    called: LocalFunction,
    { pool, event, isForgotten }: { pool: Pool; event: string; isForgotten: () => boolean },
  ): Promise<Invocation> {
    const since = Date.now();
    while (!isClosed) {
      if (isForgotten()) {
        wakeOne(pool);
        return { outcome: "throttled" };
      }
      const waited = Date.now() - since;
      const environment = takeNow(called, pool, isTired(waited, pool));
      if (environment === undefined) {
        const nextLook = [patienceMs.spare, patienceMs.busy].find((ms) => waited < ms);
        await waitIn(pool, nextLook && nextLook - waited);
        continue;
      }
      pool.busy.add(environment);
      const outcome = await environment.run(event);
      putBack(environment, pool);
      if (["timed-out", "crashed"].includes(outcome.outcome)) log(called.name, `ERROR ${outcome.outcome}`);
      return outcome;
    }
    return { outcome: "crashed", message: "the local cloud was closed" };
  }

  return {
    async invoke(functionArn, event, isForgotten = () => false) {
      const called = cloud.functions.find(({ arn }) => arn === functionArn);
      const pool = pools.get(functionArn);
      if (called === undefined || pool === undefined)
        throw new Error(`no function ${functionArn} in the template`);
      const json = JSON.stringify(event) ?? "null";
      const tooLarge = (errorType: string): Invocation => ({
        outcome: "failed",
        errorType,
        message: "over 6 MB",
      });
      if (Buffer.byteLength(json) > payloadLimitBytes) return tooLarge("RequestEntityTooLargeException");
      if (pool.inHand >= (called.reservedConcurrency ?? cap)) return { outcome: "throttled" };
      pool.inHand += 1;
      const outcome = await run(called, { pool, event: json, isForgotten }).finally(() => {
        pool.inHand -= 1;
      });
      const isLarge =
        outcome.outcome === "returned" &&
        Buffer.byteLength(JSON.stringify(outcome.value)) > payloadLimitBytes;
      return isLarge ? tooLarge("Function.ResponseSizeTooLarge") : outcome;
    },

    async close() {
      isClosed = true;
      const open = [...pools.values()].flatMap(({ idle, busy }) => [
        ...idle.map((one) => one.environment),
        ...busy,
      ]);
      await Promise.all(open.map((environment) => environment.close()));
    },
  };
}
