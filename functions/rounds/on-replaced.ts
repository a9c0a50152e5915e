import { contactReplaced } from "../../shared/events/access.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { sha256Of } from "../../shared/runtime/sha256.ts";
import { replacements } from "../../shared/store/published/replacements.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { changeOf } from "./register-change.ts";
import { contactRow } from "./registration.ts";
import { actOf } from "./step-register.ts";

/** The register takes a replacement over, with its history; unless a file has named somebody else meanwhile. */
export const handler = consume({
  service: "rounds",
  name: "on-replaced",
  mode: "each",
  hears: [contactReplaced],
  handle: async ({ event, commit }) => {
    const { replacementId: id, societyCode: code } = event.payload;
    const [made, society] = await Promise.all([
      replacements.get({ societyCode: code, id }),
      societies.get({ code }),
    ]);
    if (!made || !society) throw new Error(`replacement ${id} or society ${code} is unknown`);
    const { role, left, came, reason, replacedBy, replacedAt } = made;
    if (society[role]?.mail !== left.mail) return commit({ writes: [] });
    const { name, mail, phone } = came;
    const { filler, approver } = society;
    const row = contactRow(society, { filler, approver, [role]: { name, mail, phone } });
    const change = changeOf(row, society, {
      importHash: sha256Of(canonicalJson(made)),
      importFile: "replacement",
      importedBy: replacedBy,
      importedAt: replacedAt,
      reason,
    });
    await commit(actOf(change ? [change] : []));
  },
});
