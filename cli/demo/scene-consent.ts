import { Sha256 } from "../../shared/kernel/ids.ts";
import { type Caller, newKey, refusalOf } from "./caller.ts";
import { acceptConsent, textRead } from "./consent.ts";
import { type Play, staff } from "./play.ts";

/** The supervisor signs in for the first time and does not accept; comes back, accepts, withdraws, and accepts again. */
export async function playConsent({ local, checks }: Play): Promise<void> {
  const declining = await local.signInOnly(staff.supervisor);
  const served = (caller: Caller) => refusalOf(caller.rounds.listRounds({ query: {} }));
  checks.equal(
    "who has not accepted the consent text is served nothing but the text",
    [await served(declining), (await declining.identity.getMe({})).hasConsented],
    ["consent-required", false],
  );
  await declining.identity.signOut({});
  const supervisor = await local.signInOnly(staff.supervisor);
  checks.equal(
    "who declined is kept out at the next sign-in too",
    await served(supervisor),
    "consent-required",
  );
  const other = { ...(await textRead(supervisor)), sha256: Sha256.parse("0".repeat(64)) };
  checks.equal(
    "other words than those in force can't be accepted",
    await refusalOf(supervisor.identity.acceptConsent({ key: newKey(), body: other })),
    "consent-text-changed",
  );
  await acceptConsent(supervisor);
  const accepted = await served(supervisor);
  const { textVersion } = await supervisor.identity.withdrawConsent({ key: newKey() });
  const withdrawn = await served(supervisor);
  await acceptConsent(supervisor);
  checks.equal(
    "accepting opens everything, withdrawing shuts it, and accepting again opens it",
    [accepted, withdrawn, await served(supervisor)],
    [undefined, "consent-required", undefined],
  );
  const { id } = await supervisor.identity.getMe({});
  const { items } = await supervisor.identity.listConsents({ query: {} });
  checks.equal(
    "each act is on record with its version, and the supervisor reads it",
    // The clock stands: acts of one instant have no order.
    items
      .filter((one) => one.personId === id && one.textVersion === textVersion)
      .map(({ act }) => act)
      .toSorted(),
    ["accepted", "accepted", "withdrawn"],
  );
}
