import { assign, type Objective } from "../../shared/assignment/assignment.ts";
import type { Instance } from "../../shared/assignment/instance.ts";
import { loadPeer, peerOverFloor, peerTotal } from "../assignment/peer.ts";
import { cpuOf } from "./processes.ts";

export type Who = "own" | "peer";

/** What one run found and took; undefined figures: not asked, or not answered in time. */
export interface Assigned {
  worst?: number;
  total?: number;
  isOptimal?: boolean;
  /** CPU seconds of the search and its proof, or of the solver. */
  seconds: number;
}

/**
 * One question to the product or to the maintained solver, which is given the floor that was found.
 * @param order objectives, with commas
 */
export async function assigned(
  who: Who,
  instance: Instance,
  order: string,
  floor: number,
): Promise<Assigned> {
  if (who === "own") {
    const objectives = order.split(",") as Objective[];
    const { result, seconds } = await cpuOf(() => assign(instance, { objectives, seed: 1 }));
    if ("short" in result) throw new Error("infeasible");
    const { worst, total, isOptimal } = result;
    return { worst, total, isOptimal, seconds };
  }
  const { result, seconds } = await cpuOf(async () => {
    const highs = await loadPeer();
    return order === "total" ? peerTotal(highs, instance)?.total : peerOverFloor(highs, instance, floor);
  });
  return { ...(result === undefined ? {} : { total: result }), seconds };
}
