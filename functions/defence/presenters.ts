import type { DefenceReply } from "../../shared/contract/defence-notice-record.ts";
import type { DefencePreparation } from "../../shared/programme/defence-preparation.ts";

type Terms = DefencePreparation["presenters"];

/**
 * Is an answer to the notice as the programme asks (`defence.preparation.presenters`)? Who attends names one to `max`, with an
 * office holder where one is asked for, and gives no reason; who does not names nobody and says why.
 */
export function isFitReply({ attends, reason, presenters }: DefenceReply, terms: Terms): boolean {
  if (!attends) return presenters.length === 0 && reason !== null;
  const hasWhoIsAsked = !terms.needsOfficeHolder || presenters.some(({ isOfficeHolder }) => isOfficeHolder);
  return reason === null && presenters.length >= 1 && presenters.length <= terms.max && hasWhoIsAsked;
}
