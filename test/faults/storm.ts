import { setTimeout as wait } from "node:timers/promises";
import { type Application, applications } from "../../shared/contract/applications.ts";
import { epochOf, plusSeconds } from "../../shared/kernel/time.ts";
import { closesAt } from "../applications/given.ts";
import { callerOf, type Heard, insist } from "./caller.ts";
import { controlOf } from "./control.ts";
import type { Ready } from "./given.ts";

/** One applicant's last minute: what was sent, and what was heard, once or (same key, same body) twice. */
export interface Outcome {
  ready: Ready;
  key: string;
  heard: Heard<Application>[];
}

/** Of so many applicants, every tenth sends twice, as one does who sees no answer. */
const repeats = (at: number): boolean => at % 10 === 0;
const repeatAfterMs = 150;

/** Most come in the last seconds, some at the very instant, some too late; an arrival counts when the gateway sees it. */
const crowds = [
  { share: 0.45, fromMs: -1700, toMs: -1000 },
  { share: 0.1, fromMs: -100, toMs: 100 },
  { share: 0.45, fromMs: 100, toMs: 300 },
];

/** When each of `count` requests is sent, in milliseconds after the deadline. */
function timesOf(count: number): number[] {
  return crowds.flatMap(({ share, fromMs, toMs }) => {
    const many = Math.round(count * share);
    return Array.from({ length: many }, (_, at) => fromMs + ((toMs - fromMs) * at) / many);
  });
}

/** The last minutes: what has been called once answers the next call without starting first. */
async function warm(url: string, ready: readonly Ready[]): Promise<void> {
  await controlOf(url).setClock(plusSeconds(closesAt, -90));
  await Promise.all(
    ready
      .slice(0, 12)
      .map(({ application, approver }) =>
        callerOf(url, applications, approver).getApplication({ params: { id: application.id } }),
      ),
  );
}

/** Sets the clock shortly before the deadline. @returns this machine's instant of the deadline */
async function approach(url: string): Promise<number> {
  const control = controlOf(url);
  await control.setClock(plusSeconds(closesAt, -8));
  const left = epochOf(closesAt) - (await control.now());
  if (left < 1800) throw new Error("this machine is too slow to set its clock shortly before a deadline");
  return Date.now() + left;
}

/** A store that conflicts, throttles and loses replies; events that come late, in any order, and some of them twice. */
export const disturb = (url: string, seed: number) =>
  controlOf(url).disturb({
    store: { seed, conflict: 0.1, throttle: 0.05, lost: 0.05 },
    bus: { seed, delayMs: 10_000, shuffle: true, duplicate: 0.1 },
  });

/**
 * Everybody submits within two seconds around the deadline, on disturbed ground, and insists.
 * @param urlNow the address to ask at: another one after a restart
 */
export async function storm(
  ready: readonly Ready[],
  urlNow: () => string,
  told: (answered: Heard<Application>) => void = () => undefined,
): Promise<Outcome[]> {
  const url = urlNow();
  await warm(url, ready);
  const deadline = await approach(url);
  await disturb(url, 7);
  const times = timesOf(ready.length);
  return Promise.all(
    ready.map(async (one, at): Promise<Outcome> => {
      const key = `storm-${one.application.id}`;
      const sendAt = async (offset: number): Promise<Heard<Application>> => {
        await wait(deadline + offset - Date.now());
        const heard = await insist(() => submit(urlNow(), one, key));
        told(heard);
        return heard;
      };
      const first = times[at] ?? 0;
      const sent = repeats(at) ? [first, first + repeatAfterMs] : [first];
      return { ready: one, key, heard: await Promise.all(sent.map(sendAt)) };
    }),
  );
}

/** One request to submit; another body than the applicant's own when `change` says so. */
export const submit = (url: string, { application, approver, submission }: Ready, key: string, change = {}) =>
  callerOf(url, applications, approver).submitApplication({
    params: { id: application.id },
    body: { ...submission, ...change },
    key,
  });
