import { createHash } from "node:crypto";
import { type Application, Frozen } from "../../shared/contract/application-record.ts";
import type { Copies, Printing } from "../../shared/contract/paper.ts";
import {
  applicationExpired,
  applicationSubmitted,
  applicationWithdrawn,
} from "../../shared/events/applications.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import { checkCodeOf, printedText } from "../../shared/programme/check-code.ts";
import { consume } from "../../shared/runtime/consume.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { copies } from "../../shared/store/published/copies.ts";
import { definitionOf } from "../../shared/store/published/rounds.ts";
import { together } from "../../shared/store/together.ts";
import { copiesLifecycle } from "./lifecycle.ts";
import { haveOtherWords, withPrinting } from "./printings.ts";
import { called, changed } from "./records.ts";

/** The code of a form that was printed before the submission, from the sections that it froze. */
async function formCodeOf({ key, versionId }: { key: string; versionId: string }): Promise<string> {
  const { sections } = Frozen.parse(JSON.parse(await textOf("documents", key, versionId)));
  return checkCodeOf(createHash("sha256").update(printedText(sections)).digest("hex"));
}

const isStanding = ({ state }: Application) => state === "SUBMITTED" || state === "RETURNED";

/** The copies after the event: what may lie on paper, and whether any is awaited at all. */
function followed(held: Copies, application: Application, printing: Printing | undefined) {
  const printings = printing ? withPrinting(held.printings, printing) : held.printings;
  const isAnew = held.state === "DROPPED" || haveOtherWords(held.printings, printings);
  const act = isStanding(application) ? (isAnew ? "await" : undefined) : "drop";
  const transition = act && transitionOf(copiesLifecycle, act, held.state);
  const next = { ...held, state: transition?.to ?? held.state, printings, version: held.version + 1 };
  return changed(next, { from: [held.state] });
}

/**
 * Which forms may lie on paper follows every submission; what is awaited follows what has become of the application. In
 * whatever order the events come: each adds its own submission, and the application itself says how it stands.
 */
export const handler = consume({
  service: "paper",
  name: "on-application",
  mode: "each",
  hears: [applicationSubmitted, applicationWithdrawn, applicationExpired],
  handle: async ({ event, commit }) => {
    const { applicationId } = event.payload;
    const [application, held] = await together(
      applications.ask({ id: applicationId }),
      copies.ask({ applicationId }),
    );
    if (!application) throw new Error(`application ${applicationId} is unknown`);
    const { roundId, definitionHash, societyCode, societyNames, receipt } = application;
    const { paper } = (await definitionOf({ id: roundId, definitionHash })).documents;
    const printing =
      event.type === applicationSubmitted.type ? await printingOf(event.payload, receipt) : undefined;
    if (paper === null || !(held || printing)) return commit({ writes: [] });
    const mark = await called.get({ roundId, deadline: paper.deadline.at });
    // Shortages of the round were told before this one came: the next tick looks again.
    const reopened =
      printing && mark?.doneAt ? [called.replace({ ...mark, doneAt: null, version: mark.version + 1 })] : [];
    if (held) return commit({ writes: [followed(held, application, printing), ...reopened] });
    const begun: Copies = {
      applicationId,
      roundId,
      definitionHash,
      societyCode,
      societyNames,
      due: paper.count,
      state: isStanding(application) ? copiesLifecycle.initial : "DROPPED",
      printings: printing ? [printing] : [],
      sets: [],
      decision: null,
      calledAt: null,
      version: 1,
    };
    return commit({ writes: [copies.create(begun), ...reopened] });
  },
});

/** What was submitted then; of a submission that another has overtaken the early form's code is not known any more. */
async function printingOf(
  { receiptNumber, arrivedAt, sha256 }: Omit<Printing, "formCode">,
  receipt: Application["receipt"],
): Promise<Printing> {
  const formCode = receipt?.sha256 === sha256 ? await formCodeOf(receipt) : null;
  return { receiptNumber, arrivedAt, sha256, formCode };
}
