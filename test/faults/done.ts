import { expect } from "vitest";
import { eligibility } from "../../shared/contract/eligibility.ts";
import { callerOf } from "./caller.ts";
import type { Ready } from "./given.ts";
import type { Running } from "./running.ts";

/** Expects that each of a society's two people has the receipt once, and that whoever hears the submission has acted on it once. */
export async function expectAllDone({ url, control, ledger, officer }: Running, submitted: readonly Ready[]) {
  const inbox = await control.inbox();
  for (const { application, mails, submission } of submitted) {
    const told = (await ledger.events(application.id)).filter(
      ({ type }) => type === "application.submitted.v1",
    );
    expect(told).toHaveLength(1);
    expect(await ledger.heard("notifications/on-application", application.id)).toEqual(
      told.map(({ id }) => id),
    );
    for (const mail of mails) expect(inbox.filter(({ to }) => to === mail)).toHaveLength(1);
    const determination = await callerOf(url, eligibility, officer).getDetermination({
      params: { id: application.id },
    });
    // Found once, and once more at most for each verdict on a file and for the comparison of the two that came after it.
    expect(determination.state).toBe("FOUND");
    expect(determination.version).toBeLessThanOrEqual(1 + submission.uploads.length + 1);
  }
  expect(await control.deadLetters()).toEqual([]);
}
