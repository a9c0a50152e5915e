import { handler } from "../../functions/rounds/api.ts";
import { registrations } from "../../functions/rounds/records.ts";
import { type Registration, registrations as routes } from "../../shared/contract/registrations.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { answerTo } from "../asked.ts";
import { code, codeFor, type Registering } from "./registering.ts";
import { moments } from "./round.ts";
import type { PeoplesAct, Subject } from "./states-people.ts";
import type { SystemsAct } from "./states-system.ts";
import type { World } from "./world.ts";

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
