import type { Score } from "../../shared/ranking/graph.ts";
import { normals } from "../../shared/ranking/normals.ts";
import { rankingOf } from "../../shared/ranking/ranking.ts";

/** A simulated call: so many applications, each by k of the experts, who are as strict or mild as qualities differ by half. */
function simulated(applications: number, experts: number, k: number): Score[] {
  const normal = normals(1);
  const strictness = Array.from({ length: experts }, () => 4 * normal());
  return Array.from({ length: applications }, () => 70 + 6 * normal()).flatMap((quality, i) =>
    Array.from({ length: k }, (_, turn) => {
      // Each round of reading deals the experts anew, so that no two applications share all of theirs.
      const expert = (i * (turn * 2 + 1) + turn * Math.floor(i / experts) * 7 + turn) % experts;
      return {
        application: `a${i}`,
        expert: `e${expert}`,
        score: quality + (strictness[expert] ?? 0) + 6 * normal(),
      };
    }).filter(({ expert }, at, all) => all.findIndex((other) => other.expert === expert) === at),
  );
}

/** CPU time and the highest memory of one ranking: `ranking.ts APPLICATIONS EXPERTS K`, a process for each size. */
function main([applications = 1000, experts = 200, k = 3]: readonly number[]): void {
  const scores = simulated(applications, experts, k);
  const before = process.cpuUsage();
  const { decides } = rankingOf(scores, { seed: 1, cuts: [10, 25, 50] });
  const { user, system } = process.cpuUsage(before);
  const mebibytes = process.resourceUsage().maxRSS / 1024;
  console.log(
    `|${applications} x ${experts} x ${k}|${scores.length}|${decides}|${((user + system) / 1e6).toFixed(1)}|${mebibytes.toFixed(0)}|`,
  );
}

main(process.argv.slice(2).map(Number));
