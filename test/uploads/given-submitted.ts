import { handler as applications } from "../../functions/applications/api.ts";
import { applications as routes } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { duringIntake, givenDraft } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey } from "../given.ts";
import { docx } from "./given-docx.ts";
import { uploaded } from "./given-files.ts";

/** A submitted application with its Word form and its stamped PDF, both inspected. */
export async function givenSubmitted(round: Round, stamped: Uint8Array, form: Uint8Array = docx()) {
  const draft = await givenDraft(round);
  const { application, filler, approver } = draft;
  const ofForm = await uploaded(application, filler.token, form, { kind: "form", name: "申报书.docx" });
  const ofStamped = await uploaded(application, filler.token, stamped);
  const { status, body } = await answerTo(applications, routes.submitApplication, {
    at: duringIntake,
    token: approver.token,
    headers: onceKey(),
    params: { id: application.id },
    body: {
      version: application.version,
      undertakingVersion: cast2021.undertaking.version,
      uploads: [ofForm, ofStamped].map(({ upload: { kind, id: uploadId } }) => ({ kind, uploadId })),
    },
  });
  if (status !== 200) throw new Error(`not submitted: ${JSON.stringify(body)}`);
  return { ...draft, application: body, form: ofForm.upload, stamped: ofStamped.upload };
}
