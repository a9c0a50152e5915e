import { handler } from "../../functions/rounds/api.ts";
import { registrationCodes, registrations } from "../../functions/rounds/records.ts";
import { hashOfProof } from "../../functions/rounds/step-registration.ts";
import { type Registration, registrations as routes } from "../../shared/contract/registrations.ts";
import { RegistrationId, Sha256, SocietyCode } from "../../shared/kernel/ids.ts";
import { Instant } from "../../shared/kernel/time.ts";
import type { Uscc } from "../../shared/kernel/uscc.ts";
import { transact } from "../../shared/store/commit.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { answerTo } from "../asked.ts";
import { moments } from "./round.ts";
import type { PeoplesAct, Subject } from "./states-people.ts";
import type { SystemsAct } from "./states-system.ts";
import type { Rightful, World } from "./world.ts";

const idOf = (n: number) => RegistrationId.parse(`reg_${String(n).padStart(26, "0")}`);
const code = "123456";
const asked = Instant.parse(moments.intake);

const requestOf = (n: number, stated: string): Registration => ({
  id: idOf(n),
  stated: SocietyCode.parse(stated),
  filler: { name: "王填报", mail: `new.filler.${n}@society.example`, phone: "010-62194054" },
  approver: { name: "赵审核", mail: `new.approver.${n}@society.example`, phone: "010-62194055" },
  letter: {
    ...{ bytes: 1000, sha256: Sha256.parse("e".repeat(64)), verdict: "accepted", reasons: [] },
    ...{ versionId: "1", copyVersionId: "1" },
  },
  state: "OPEN",
  language: "zh-CN",
  askedAt: asked,
  provedAt: asked,
  ...{ decidedBy: null, decidedAt: null, reason: null, societyCode: null, told: [] },
  version: 2,
});

const codeFor = (registrationId: RegistrationId) =>
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

type Registering = Awaited<ReturnType<typeof registering>>;

/** A right request on each route. */
export function registrationRoutes(
  { society, toProve, toDecide }: Registering,
  { officer, supervisor }: Record<"officer" | "supervisor", Rightful["who"]>,
): Record<string, Rightful> {
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

const subjectOf = ({ toDecide, society }: Registering): Subject => ({
  machine: "Registration",
  put: (state, version) => [
    registrations.overwrite({ ...toDecide, state: state as Registration["state"], version }),
    societies.overwrite({ ...society, version: version + 10 }),
  ],
  held: () => registrations.get(toDecide),
});

/** What officers do with a request. */
export function registrationActs({ cast: { officer }, subjects: { registration } }: World): PeoplesAct[] {
  const decide = (isApproved: boolean): Omit<PeoplesAct, keyof Subject> => ({
    acts: [isApproved ? "approve" : "refuse"],
    route: "decideRegistration",
    request: (version) => ({
      who: officer,
      at: moments.intake,
      params: { id: registration.toDecide.id },
      body: { version, isApproved, reason: "授权书与名册一致" },
    }),
    // A request that nobody proved is hidden.
    refused: (state) => (state === "ASKED" ? "not-found" : "wrong-state"),
    broken: { by: { body: { version: 1, isApproved, reason: "." } }, told: "version-conflict" },
  });
  const subject = subjectOf(registration);
  return [true, false].map((isApproved) => ({ ...subject, ...decide(isApproved) }));
}

/** A stranger who types the mailed code. */
export function registrationProofs({ subjects: { registration } }: World): SystemsAct[] {
  const subject = subjectOf(registration);
  const { id } = registration.toDecide;
  return [
    {
      ...subject,
      put: async (state, version) => [...(await subject.put(state, version)), codeFor(id)],
      what: "the mailed code is typed",
      acts: ["prove"],
      run: async () => {
        const asking = { at: moments.intake, params: { id }, body: { code } };
        await answerTo(handler, routes.proveRegistration, asking);
      },
    },
  ];
}
