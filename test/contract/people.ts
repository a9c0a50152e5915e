import { randomBytes } from "node:crypto";
import { mailClaims, people } from "../../functions/identity/records.ts";
import { versionInForce } from "../../shared/consent/in-force.ts";
import { allRoutes } from "../../shared/contract/all.ts";
import { type Client, clientOf } from "../../shared/contract/client.ts";
import type { PersonId } from "../../shared/kernel/ids.ts";
import type { Role } from "../../shared/kernel/roles.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { hashToken } from "../../shared/runtime/actor.ts";
import { transact } from "../../shared/store/commit.ts";
import { type Session, sessions } from "../../shared/store/published/sessions.ts";
import { givenPerson } from "../identity/given.ts";
import { sendAs } from "./gateway.ts";

/** A person with an account, signed in. */
export interface Signed {
  personId: PersonId;
  mail: string;
  token: string;
}

type Desk = { [G in keyof typeof allRoutes]: Client<(typeof allRoutes)[G]> };

/** What a person has in front of them at an instant: the typed clients of every service. */
export function desk(who: Pick<Signed, "token"> | null, at: string): Desk {
  const send = sendAs({ token: who?.token, at });
  const clients = Object.entries(allRoutes).map(([service, routes]) => [
    service,
    clientOf("https://linxuan.example", routes, send),
  ]);
  return Object.fromEntries(clients);
}

/** A key for one act. */
export const once = () => ({ key: randomBytes(12).toString("hex") });

/** Another session of the person with this address, good for the whole round; how one signs in is tested elsewhere. */
export async function signedInBy(mail: string, change: Partial<Session> = {}): Promise<Signed> {
  const claim = await mailClaims.get({ mail });
  const person = claim && (await people.get({ id: claim.personId }));
  if (!person) throw new Error(`nobody has the address ${mail}`);
  const token = randomBytes(16).toString("hex");
  const { id: personId, roles, societyCode, expertId, language } = person;
  await transact([
    sessions.create({
      tokenHash: hashToken(token),
      personId,
      roles,
      societyCode,
      expertId,
      language,
      consentVersion: versionInForce,
      createdAt: Instant.parse("2024-02-01T00:00:00.000Z"),
      expiresAt: Instant.parse("2024-12-31T00:00:00.000Z"),
      revokedAt: null,
      version: 1,
      ...change,
    }),
  ]);
  return { personId, mail, token };
}

/** A member of staff. */
export async function staffWith(role: Role): Promise<Signed> {
  const { mail } = await givenPerson({ roles: [role], name: "工作人员" });
  return signedInBy(mail);
}
