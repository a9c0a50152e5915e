import { randomBytes } from "node:crypto";
import { versionInForce } from "../shared/consent/in-force.ts";
import { ExpertId, newId, PersonId, SocietyCode } from "../shared/kernel/ids.ts";
import type { Role } from "../shared/kernel/roles.ts";
import { Instant } from "../shared/kernel/time.ts";
import { hashToken } from "../shared/runtime/actor.ts";
import { transact } from "../shared/store/commit.ts";
import { sessions } from "../shared/store/published/sessions.ts";

/** A signed-in person who has accepted the consent text: valid until the end of 2022, with the roles and the society or expert that matter to the test. */
export async function signedIn(role: Role, of: { societyCode?: string; expertId?: string } = {}) {
  const token = randomBytes(16).toString("hex");
  const personId = PersonId.parse(newId("person", 1_600_000_000_000, Math.random));
  await transact([
    sessions.create({
      tokenHash: hashToken(token),
      personId,
      roles: [role],
      societyCode: of.societyCode === undefined ? null : SocietyCode.parse(of.societyCode),
      expertId: of.expertId === undefined ? null : ExpertId.parse(of.expertId),
      language: "zh-CN",
      consentVersion: versionInForce,
      createdAt: Instant.parse("2021-11-01T00:00:00.000Z"),
      expiresAt: Instant.parse("2022-12-31T00:00:00.000Z"),
      revokedAt: null,
      version: 1,
    }),
  ]);
  return { token, personId };
}

/** A key for one act. */
export const onceKey = () => ({ "idempotency-key": randomBytes(12).toString("hex") });
