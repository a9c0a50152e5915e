import { handler } from "../../functions/paper/api.ts";
import { handler as onApplication } from "../../functions/paper/on-application.ts";
import { paper as routes } from "../../shared/contract/paper.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { applicationSubmitted } from "../../shared/events/applications.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { PaperCopies } from "../../shared/programme/documents.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { givenReady } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { factsOf, tell } from "../told.ts";

/** An ordinary day of the intake on which societies submit, and one on which parcels arrive. */
export const submittedAt = "2021-11-08T02:00:00.000Z";
export const arrivedAt = "2021-11-10T02:00:00.000Z";
/** Eight days after the deadline for paper. */
export const afterShortage = "2021-11-19T16:00:00.000Z";

const { paper } = cast2021.documents;
if (paper === null) throw new Error("the call of 2021 asks for paper");
export const rule: PaperCopies = paper;

/** The call of 2021 with another rule for its paper. */
export const withPaper = (change: Partial<PaperCopies> | null): ProgrammeDefinition => ({
  ...cast2021,
  documents: { ...cast2021.documents, paper: change && { ...rule, ...change } },
});

/** Brings what an application told to the copies. */
export async function followSubmission(applicationId: string) {
  for (const fact of await factsOf(applicationSubmitted, applicationId)) await tell(onApplication, fact);
}

/** A submitted application whose copies are awaited, with an officer and the code that its form now shows. */
export async function givenAwaited(round: Round) {
  const ready = await givenReady(round);
  const { body: submitted } = await ready.submit(submittedAt);
  await followSubmission(ready.application.id);
  const officer = await signedIn("officer");
  const checkCode: string = submitted.receipt.sha256.slice(0, 8);
  const params = { id: ready.application.id };
  const book = (
    numbers: readonly number[],
    more: { token?: string; at?: string; checkCode?: string; body?: object } = {},
  ) =>
    answerTo(handler, routes.bookSets, {
      at: more.at ?? arrivedAt,
      token: more.token ?? officer.token,
      headers: onceKey(),
      params,
      body: {
        arrivedOn: "2021-11-10",
        sets: numbers.map((number) => ({ number, checkCode: more.checkCode ?? checkCode })),
        ...more.body,
      },
    });
  const read = (token = officer.token) =>
    answerTo(handler, routes.getPaper, { at: arrivedAt, token, params });
  return { ...ready, submitted, officer, checkCode, book, read };
}
