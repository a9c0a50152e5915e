import type { Checks } from "./checks.ts";

/** What the demonstration is asked to show, and the checks that say that it was played. */
const asked: readonly { item: string; checks: readonly string[] }[] = [
  {
    item: "回避 recusals",
    checks: [
      "who holds office in a society does not judge it",
      "a declared conflict leaves the expert's list",
    ],
  },
  {
    item: "退出与补派 a drop-out and a re-plan",
    checks: [
      "who drops out is released, and officers see it",
      "a plan after drop-outs replaces those who left and moves nobody else",
    ],
  },
  {
    item: "答辩日 a defence day",
    checks: [
      "the notice of the defence is sent once it is approved",
      "the draw opens a seed of the hash that was shown before, and anybody can draw again",
      "who can't come any more is moved, and nobody else is",
      "material is shown to the panel alone, byte for byte as it was frozen",
      "of every defence two people say who was there",
    ],
  },
  {
    item: "第50名并列 a tie at rank 50",
    checks: [
      "the tie at rank 50 is told apart by the last link of the chain, a lot that anybody can draw again",
    ],
  },
  {
    item: "档次调整 a tier changed by leadership",
    checks: [
      "a tier that leadership changed shows who, why and between which tiers beside the computed rank",
    ],
  },
  {
    item: "异议成立 an objection upheld",
    checks: ["an objection that was upheld is replied to"],
  },
  { item: "异议不成立 an objection dismissed", checks: ["a dismissed objection frees the award"] },
  {
    item: "撤销 a revocation",
    checks: ["the place of who was revoked follows the vacancy rule"],
  },
];

/** Each item with its checks: whether it was played, and held. */
export const playedItems = ({ all }: Pick<Checks, "all">) =>
  asked.map(({ item, checks }) => ({
    item,
    checks: checks.map((what) => {
      const found = all.filter((one) => one.what === what);
      return { what, holds: found.length > 0 && found.every(({ holds }) => holds) };
    }),
  }));
