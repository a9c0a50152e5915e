import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { accountsOf } from "./accounts.ts";
import { createDispatch, openAddress } from "./address.ts";
import { type Bus, createBus } from "./bus.ts";
import { openClock } from "./clock.ts";
import { createControl } from "./control.ts";
import { disturbWith } from "./disturbance.ts";
import { type Store, startStore } from "./dynamodb.ts";
import { createFront, type Front } from "./dynamodb-front.ts";
import { createEndpoint } from "./endpoint.ts";
import { type Credentials, startFunctions } from "./environments.ts";
import { createGateway } from "./gateway.ts";
import { createGrants } from "./grants.ts";
import { openKeys } from "./keys.ts";
import { lock } from "./lock.ts";
import { type Mailbox, openMailbox } from "./mailbox.ts";
import { bringBack, takeToMemory } from "./memory-store.ts";
import type { Clock, Cloud, Invoke } from "./model.ts";
import { putObjectEvent } from "./object-events.ts";
import { startObjects } from "./objects/server.ts";
import { operatorVariables } from "./operator.ts";
import { matches } from "./pattern.ts";
import { openQueues, type Queues } from "./queues.ts";
import { createSchedules } from "./schedules.ts";
import { settle } from "./settle.ts";
import { createStreams } from "./streams.ts";
import { readCloud } from "./template.ts";

/** Ctrl-C waits so long for functions that still work; what they did not end is delivered after the restart. */
const farewellMs = 3000;

export interface CloudOptions {
  /** The cloud assembly to run (`cdk.out`). */
  assembly: string;
  /** Where everything is kept; without it nothing outlives `close`. */
  dir?: string | undefined;
  /** Whether the store lies in the machine's memory until `close`. */
  isInMemory?: boolean | undefined;
  /** 0 or absent: any. */
  port?: number | undefined;
  /** Takes each line that a function writes; they are dropped when absent. */
  log?: ((functionName: string, line: string) => void) | undefined;
  /** Told when a part of the cloud dies by itself. */
  onDeath?: ((why: string) => void) | undefined;
  /** Texts of the template's secrets, by name. */
  secrets?: Record<string, string> | undefined;
  /** Events of one function in hand, and processes of one function. */
  cap?: number | undefined;
  processes?: number | undefined;
}

export interface RunningCloud {
  /** For people, clients and the functions' AWS calls alike. */
  url: string;
  endpointUrl: string;
  cloud: Cloud;
  clock: Clock;
  store: Store;
  front: Front;
  bus: Bus;
  queues: Queues;
  mailbox: Mailbox;
  invoke: Invoke;
  /** The access key of a function, by its ARN: what is signed with it is judged by that function's policy. */
  credentialsOf: (functionArn: string) => Credentials;
  /** Resolves when nothing is in flight: streams read, events delivered. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Settings that name the address of the stage: the local one's is known only when it listens. */
function atAddress(cloud: Cloud, url: string): Cloud {
  const own: Record<string, string> = { LINXUAN_ORIGIN: url };
  const functions = cloud.functions.map((one) => ({
    ...one,
    environment: Object.fromEntries(
      Object.entries(one.environment).map(([name, value]) => [name, own[name] ?? value]),
    ),
  }));
  return { ...cloud, functions };
}

/** Steps that undo what was opened, taken in the opposite order. */
function createClosing() {
  const steps: (() => unknown)[] = [];
  return {
    add: (step: () => unknown) => void steps.push(step),
    async close(): Promise<void> {
      for (const step of steps.splice(0).reverse()) await step();
    },
  };
}
type Closing = ReturnType<typeof createClosing>;

async function open(options: CloudOptions, closing: Closing): Promise<RunningCloud> {
  const { dir, log = () => undefined, cap, processes } = options;
  const grants = createGrants();
  const { isAllowed } = grants;
  const template = readCloud(options.assembly, isAllowed);
  if (dir !== undefined) closing.add(lock(dir));
  const address = await openAddress(options.port ?? 0);
  closing.add(address.close);
  const { url } = address;
  const cloud = atAddress(template, url);
  const scratch = dir ?? mkdtempSync(join(tmpdir(), "linxuan-"));
  if (dir === undefined) closing.add(() => rmSync(scratch, { recursive: true, force: true }));
  const onExit = (why: string) => options.onDeath?.(why);
  const storeDir = join(scratch, "store");
  bringBack(storeDir);
  closing.add(() => bringBack(storeDir));
  const held = options.isInMemory ? takeToMemory(storeDir) : storeDir;
  const store = await startStore({ dir: held, tables: cloud.tables, onExit });
  closing.add(store.close);

  const clock = openClock(dir);
  const { credentialsOf, credentialOf, operator } = openKeys({ dir, cloud });
  const queues = openQueues({ dir, queues: cloud.queues });
  const mailbox = openMailbox({ dir, clock });
  const functions = startFunctions({ cloud, endpointUrl: url, credentialsOf, log, cap, processes });
  const { invoke } = functions;
  const bus = createBus({ cloud, clock, matches, deliver: invoke, queues, dir });
  const streams = createStreams({ cloud, storeUrl: store.url, dir, invoke, matches, queues });
  const front = createFront({ cloud, storeUrl: store.url, isAllowed, onWrite: () => streams.poke() });
  closing.add(front.close);
  const secretOf = (name: string) => options.secrets?.[name];
  const judges = { cloud, credentialOf, isAllowed, secretOf };
  const endpoint = createEndpoint({ ...judges, front, bus, mailbox, queues, invoke });
  const objects = await startObjects({
    dir: join(scratch, "objects"),
    buckets: cloud.buckets,
    region: cloud.region,
    secretOf: (accessKeyId) => credentialOf(accessKeyId)?.secretAccessKey,
    may: ({ accessKeyId, ...access }) =>
      isAllowed(credentialOf(accessKeyId)?.caller.statements ?? [], access),
    onCreated: putObjectEvent(bus, cloud),
  });
  closing.add(objects.close);
  const schedules = createSchedules({ cloud, clock, tick: bus.tick });
  const control = createControl({
    ...{ clock, schedules, streams, bus, queues, mailbox },
    accounts: async () => accountsOf(cloud, dir && join(dir, "accounts.json")),
    operator: operatorVariables({ cloud, url, credentials: operator }),
    openapi: async () => (await fetch(`${url}/openapi.json`)).json(),
    grants: () => grants.of(cloud),
    refusals: () => grants.refusalsOf(cloud),
    disturb: disturbWith({ front, endpoint, bus }),
  });
  const gateway = createGateway({ cloud, invoke, clock });
  address.serve(createDispatch({ cloud, control, objects, endpoint, gateway }));
  closing.add(address.pause);
  closing.add(functions.close);
  closing.add(() =>
    Promise.race([Promise.all([streams.close(), bus.close()]), wait(farewellMs, undefined, { ref: false })]),
  );
  closing.add(schedules.close);
  bus.start();
  streams.start();
  schedules.start();
  return {
    ...{ url, endpointUrl: url, cloud, clock, store, front, bus, queues, mailbox, invoke, credentialsOf },
    settle: () => settle({ streams, bus }),
    close: closing.close,
  };
}

/**
 * Runs a synthesized template on this machine: its functions, routes, rules, schedules, stores and policies.
 * @throws in one line when the port is taken; with a list when the template holds what does not run here
 */
export async function startCloud(options: CloudOptions): Promise<RunningCloud> {
  const closing = createClosing();
  try {
    return await open(options, closing);
  } catch (cause) {
    await closing.close();
    throw cause;
  }
}
