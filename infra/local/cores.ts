import { cpus } from "node:os";

/** A look over less says little: the system counts in hundredths of a second. */
const lookMs = 500;
/** From so much of one core on that nobody used, more work is worth starting. */
const leastSpare = 0.3;

const idleMs = (): number => cpus().reduce((sum, { times }) => sum + times.idle, 0);

/** Watches the machine's cores; the answer tells whether there was one to spare lately, whoever used the others. */
export function watchCores(): () => boolean {
  let last = { at: performance.now(), idle: idleMs() };
  let hasSpare = false;
  return () => {
    const at = performance.now();
    // To ask the system costs a millisecond.
    if (at - last.at < lookMs) return hasSpare;
    const idle = idleMs();
    hasSpare = (idle - last.idle) / (at - last.at) >= leastSpare;
    last = { at, idle };
    return hasSpare;
  };
}
