import { readFile } from "node:fs/promises";
import { DrawBundle, drawAgain } from "../functions/experts/draw-again.ts";
import { lotUnder } from "../shared/runtime/lot.ts";
import { sha256Of } from "../shared/runtime/sha256.ts";

const usage = `linxuan draw BUNDLE

Draws the experts of a round again and prints what the seed gives: the same bytes as were recorded.
由记录的种子和名单重新抽取专家，输出与记录逐字节一致的结果。

BUNDLE is the answer of getDrawBundle (bundle.json), whose hashes were public before: {seed, seedHash, pool, poolHash, resultHash}.
Exit 0: seed, pool and result are those of the hashes. Exit 2: something differs, or the file can't be read.`;

const words = {
  "seed-hash": "种子与先前公布的哈希不符 / the seed is not the one that was promised",
  "pool-hash": "名单哈希不符 / the pool is not the one that was frozen",
  "pool-content": "名单内容无效，或属于另一次抽取 / no pool to draw from, or one of another draw",
  "result-hash": "重新抽取的结果与记录不同 / the draw gives something else than was recorded",
};

/** `linxuan draw BUNDLE`. Exit 0: the same bytes. Exit 2: something differs, or wrong usage. */
export const drawCommand = {
  name: "draw",
  summary: "重新抽取专家并比对 / draw experts again and compare the bytes",
  usage,
  async run(args: readonly string[]): Promise<number> {
    if (args.some((one) => one === "--help" || one === "-h")) {
      console.log(usage);
      return 0;
    }
    const [file, ...others] = args;
    if (file === undefined || others.length > 0) return fail(usage);
    try {
      const again = drawAgain(DrawBundle.parse(JSON.parse(await readFile(file, "utf8"))), {
        sha256: sha256Of,
        lotUnder,
      });
      if ("fault" in again) return fail(`${words[again.fault]}: ${again.computed}`);
      console.log(again.text);
      return 0;
    } catch (error) {
      return fail(
        `无法读取 ${file} / cannot read ${file}: ${error instanceof Error ? error.message : error}`,
      );
    }
  },
};

function fail(said: string): number {
  console.error(said);
  return 2;
}
