import { mixed } from "./hash.ts";
import type { Instance } from "./instance.ts";
import { highestTotal } from "./total.ts";

/** Numbers of the lot are below this. */
const lots = 2 ** 24;

/** A whole number of 32 bits from a text and a start (FNV-1a, mixed). */
export function hashOf(text: string, start: number): number {
  let hash = start ^ 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mixed(hash);
}

/**
 * Of equally good assignments one, by lot: every pair has a number from the seed and both ids, and the lowest sum wins.
 * The numbers hang on nothing else, so that the order of input changes nothing.
 */
export function drawn(instance: Instance, seed: number): number[][] {
  const { applications, experts, expertOf, starts } = instance;
  const scores = new Int32Array(expertOf.length);
  const ofExpert = experts.map(({ id }) => hashOf(id, seed));
  for (let a = 0; a < applications.length; a++) {
    const own = hashOf(applications[a] ?? "", seed ^ 0x9e3779b9);
    for (let pair = starts[a] ?? 0; pair < (starts[a + 1] ?? 0); pair++) {
      const number = mixed(own ^ Math.imul(ofExpert[expertOf[pair] ?? 0] ?? 0, 0x9e3779b1)) >>> 8;
      scores[pair] = lots - 1 - number;
    }
  }
  const found = highestTotal({ ...instance, scores });
  if ("short" in found) throw new RangeError("no assignment to draw from");
  return found.panels;
}
