import { cover, type Shortage } from "./coverage.ts";
import { type Face, faceOf } from "./face.ts";
import { chosenOf, netOf, pricesOf } from "./flow.ts";
import { type Instance, loadsOf, panelsOf } from "./instance.ts";
import { bestPanel } from "./panels.ts";
import { sendCheapest } from "./scaling.ts";

/** An expert's next application costs more than the last: the sum of these is the square of the load. */
const stepTo = (load: number) => 2 * load + 1;

/** What is left, one such assignment, its sum of squared loads, and whether the prices prove that none is lower. */
export interface Even extends Face {
  panels: number[][];
  squares: number;
  isProven: boolean;
}

/**
 * The assignments of the most even loads: least sum of squared loads, by arcs of rising cost for each place (convex costs
 * as parallel arcs, Ahuja, Magnanti and Orlin 1993, ch. 14).
 */
export function evenLoads(instance: Instance): Even | Shortage {
  const net = netOf(instance, () => 0, stepTo);
  const shortage = cover(net, instance);
  if (shortage) return shortage;
  sendCheapest(net);
  const panels = panelsOf(instance, chosenOf(net, instance));
  const prices = pricesOf(net, instance);
  const squares = loadsOf(instance, panels).reduce((sum, load) => sum + load * load, 0);
  // An expert takes places as long as they pay; those that just pay are open.
  const loads = (e: number) => {
    const { least = 0, most = 0 } = instance.experts[e] ?? {};
    const price = prices[e] ?? 0;
    const within = (load: number) => Math.min(most, Math.max(least, load));
    return { least: within(Math.ceil((price - 1) / 2)), most: within(Math.floor((price - 1) / 2) + 1) };
  };
  const places = instance.experts.reduce((sum, _, e) => {
    const { most } = loads(e);
    return sum + (prices[e] ?? 0) * most - most * most;
  }, 0);
  const bound = instance.applications.reduce(
    (sum, _, a) => sum + (bestPanel(instance, a, { prices, unit: 0 }, { floor: 0 })?.value ?? 0),
    places,
  );
  return {
    ...faceOf(instance, panels, prices, new Int32Array(instance.scores.length), loads),
    panels,
    squares,
    isProven: bound === -squares,
  };
}
