import { newKey, refusalOf } from "./caller.ts";
import { type OpenRound, officersOf, type Play } from "./play.ts";
import { inventedUscc } from "./register.ts";

/** Before the round opens: the recommended list is computed from invented values, approved by the second officer. */
export async function playRecommendedList(play: Play, { roundId }: OpenRound): Promise<void> {
  const { checks, definition, local, plan, societies } = play;
  const { first, second } = await officersOf(play);
  const indicators = definition.recommendedList?.indicators ?? [];
  const inventedValue = (code: string, at: number) =>
    String(plan.recommended.has(code) ? 65 + 7 * at : 20 + 9 * at);
  const proposed = await first.rounds.proposeRecommendedList({
    key: newKey(),
    params: { id: roundId },
    body: {
      how: "computed",
      origin: "演示数据（虚构）：年检、年鉴、评价与公开数据汇总",
      societies: societies.map((society) => ({
        code: society.code,
        uscc: inventedUscc(society),
        values: Object.fromEntries(indicators.map(({ id }, at) => [id, inventedValue(society.code, at)])),
      })),
    },
  });
  checks.equal("the list is computed by the definition's weights", proposed.listed, plan.recommended.size);
  const { version, listHash } = proposed;
  const approval = { params: { id: roundId }, body: { version, listHash } };
  checks.equal(
    "who proposes the list does not approve it",
    await refusalOf(first.rounds.approveRecommendedList({ key: newKey(), ...approval })),
    "second-person-required",
  );
  await second.rounds.approveRecommendedList({ key: newKey(), ...approval });
  await local.idle();
  const { items } = await second.rounds.listInvitations({ params: { id: roundId } });
  checks.equal("whom the approved list names is invited", items.length, plan.recommended.size);
}
