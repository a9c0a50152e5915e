import { type Caller, newKey } from "../../cli/demo/caller.ts";
import type { Local } from "../../cli/demo/local.ts";
import type { Application } from "../../shared/contract/applications.ts";
import type { NamedRow } from "../../shared/contract/register.ts";
import { sciencePrize as definition } from "../../shared/programme/science-prize.ts";

/** What a partner's approver says to what its society is asked for. */
async function answered(local: Local, { id }: Application, { approver }: NamedRow, isWilling: boolean) {
  const caller = await local.signIn(approver.mail);
  const { items } = await caller.applications.listOwnPartnerships({});
  const asked = items.find(({ applicationId }) => applicationId === id);
  if (!asked) throw new Error(`${approver.mail} was not asked`);
  const { version, termsHash } = asked;
  const params = { id };
  if (!isWilling) {
    const body = { version, reason: "已有其他安排（虚构）" };
    await caller.applications.declinePartnership({ key: newKey(), params, body });
    return;
  }
  const body = { version, termsHash, undertakingVersion: definition.undertaking.version };
  await caller.applications.agreePartnership({ key: newKey(), params, body });
}

/** The lead asks two societies, one by its code and one by its USCC; the second declines, and a third takes its place. */
export async function gather(
  local: Local,
  { filler, draft }: { filler: Caller; draft: Application },
  [willing, unwilling, instead]: readonly NamedRow[],
): Promise<void> {
  if (!willing || !unwilling || !instead) throw new Error("three societies are asked");
  const params = { id: draft.id };
  const ask = (partner: NamedRow["code"] | NamedRow["uscc"]) => {
    const body = { partner, role: "提供观测数据（虚构）", shareFen: null, version: 0 };
    return filler.applications.namePartner({ key: newKey(), params, body });
  };
  await ask(willing.code);
  await ask(unwilling.uscc);
  await answered(local, draft, willing, true);
  await answered(local, draft, unwilling, false);
  await local.idle();
  const removal = { ...params, societyCode: unwilling.code };
  await filler.applications.removePartner({ key: newKey(), params: removal, body: { version: 2 } });
  await ask(instead.code);
  await local.idle();
  await answered(local, draft, instead, true);
}
