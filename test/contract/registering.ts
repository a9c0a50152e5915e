import { registrationCodes, registrations } from "../../functions/rounds/records.ts";
import { hashOfProof } from "../../functions/rounds/step-registration.ts";
import type { Registration } from "../../shared/contract/registrations.ts";
import { RegistrationId, Sha256, SocietyCode } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import type { Uscc } from "../../shared/kernel/uscc.ts";
import { transact } from "../../shared/store/commit.ts";
import { societies } from "../../shared/store/published/societies.ts";
import type { Signed } from "./people.ts";
import { moments } from "./round.ts";

const idOf = (n: number) => RegistrationId.parse(`reg_${String(n).padStart(26, "0")}`);
export const code = "123456";
const asked = Instant.parse(moments.intake);

const requestOf = (n: number, stated: string): Registration => ({
  id: idOf(n),
  stated: SocietyCode.parse(stated),
  filler: { name: "王填报", mail: `new.filler.${n}@society.example`, phone: "010-62194054" },
  approver: { name: "赵审核", mail: `new.approver.${n}@society.example`, phone: "010-62194055" },
  letter: {
    ...{ bytes: 1000, sha256: Sha256.parse("e".repeat(64)), verdict: "accepted", reasons: [] },
    ...{ malware: "not-scanned", versionId: "1", copyVersionId: "1" },
  },
  state: "OPEN",
  language: "zh-CN",
  askedAt: asked,
  provedAt: asked,
  ...{ decidedBy: null, decidedAt: null, reason: null, societyCode: null, told: [] },
  version: 2,
});

export const codeFor = (registrationId: RegistrationId) =>
  registrationCodes.overwrite({
    ...{ registrationId, codeHash: hashOfProof(registrationId, code), triesLeft: 5, isMailed: true },
    ...{ expiresAt: Instant.parse(moments.announced), expiresAtSeconds: 1_716_166_800, version: 1 },
  });

/** A society of which the register names nobody, and its requests: one to be proved, one to be decided. */
export async function registering(like: string, { code: as, uscc }: { code: string; uscc: string }) {
  const held = await societies.get({ code: SocietyCode.parse(like) });
  if (!held) throw new Error(`the register has no ${like}`);
  const society = {
    ...held,
    code: SocietyCode.parse(as),
    uscc: uscc as Uscc,
    names: { zh: "无联系人学会", en: "Society of Nobody" },
    ...{ filler: null, approver: null, version: 1 },
  };
  const [toProve, toDecide] = [requestOf(1, as), requestOf(2, as)];
  await transact([
    societies.create(society),
    registrations.create({ ...toProve, state: "ASKED", provedAt: null }),
    codeFor(toProve.id),
    registrations.create(toDecide),
  ]);
  return { society, toProve, toDecide };
}

export type Registering = Awaited<ReturnType<typeof registering>>;

/** A request that is right in every respect. */
interface Right {
  who: Signed | null;
  at: string;
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: Record<string, unknown>;
}

/** A right request on each route. */
export function registrationRoutes(
  { society, toProve, toDecide }: Registering,
  { officer, supervisor }: Record<"officer" | "supervisor", Signed>,
): Record<string, Right> {
  const at = moments.intake;
  const params = { id: toDecide.id };
  const { filler, approver } = requestOf(3, society.code);
  const letter = { bytes: 1000, sha256: "e".repeat(64) };
  return {
    requestRegistration: { who: null, at, body: { society: society.code, filler, approver, letter } },
    proveRegistration: { who: null, at, params: { id: toProve.id }, body: { code } },
    listRegistrations: { who: supervisor, at, query: { limit: "10" } },
    readAuthorisation: { who: officer, at, params },
    decideRegistration: {
      ...{ who: officer, at, params },
      body: { version: toDecide.version, isApproved: true, reason: "授权书与名册一致" },
    },
    listContactChanges: { who: supervisor, at, params: { code: society.code } },
  };
}
