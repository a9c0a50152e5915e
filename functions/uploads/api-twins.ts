import { namedPartners } from "../../shared/contract/partnership-record.ts";
import { latestTwin } from "../../shared/contract/twins.ts";
import type { uploads as routes } from "../../shared/contract/uploads.ts";
import { twinLookedAt } from "../../shared/events/uploads.ts";
import type { Call } from "../../shared/runtime/call.ts";
import { fact } from "../../shared/runtime/facts.ts";
import { asRead } from "../../shared/store/entity.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { twinLooks } from "../../shared/store/published/twin-looks.ts";
import { twins } from "../../shared/store/published/twins.ts";
import { lookedAt, standingOf } from "./twin-looks.ts";

type Routes = typeof routes;

export async function listTwinDoubts(call: Call<Routes["listTwinDoubts"]>) {
  const { items, cursor } = await twins.page(`round#${call.params.roundId}`, call.query);
  const held = await applications.getMany(items.map(({ applicationId: id }) => ({ id })));
  const submitted = new Map(
    held.map(({ id, state, submissions }) => [id, state === "SUBMITTED" ? submissions : 0]),
  );
  const standing = items.filter((one) => submitted.get(one.applicationId) === one.submission);
  const looks = await twinLooks.getMany(standing);
  const of = new Map(held.map((application) => [application.id, application]));
  const lookOf = (pdfUploadId: string, submission: number) =>
    looks.find((one) => one.pdfUploadId === pdfUploadId && one.submission === submission);
  return {
    items: standing.map((one) => {
      const application = of.get(one.applicationId);
      return {
        ...one,
        standing: standingOf(lookOf(one.pdfUploadId, one.submission)),
        channel: application?.channel ?? ("portal" as const),
        ...(application && namedPartners(application)),
      };
    }),
    cursor,
  };
}

export async function recordTwinLook(call: Call<Routes["recordTwinLook"]>) {
  const { id: applicationId, uploadId: pdfUploadId } = call.params;
  const [application, pairs] = await Promise.all([
    applications.get({ id: applicationId }),
    twins.list(applicationId, `${pdfUploadId}#`),
  ]);
  if (!application) throw call.refuse("not-found");
  const { state, submissions } = application;
  const compared = latestTwin(pairs.filter(({ submission }) => submission === submissions));
  if (!compared) throw call.refuse("not-found");
  const { verdict } = compared.comparison;
  if (state !== "SUBMITTED" || verdict === "alike") throw call.refuse("wrong-state", { state, verdict });
  const held = await twinLooks.get(compared);
  const { outcome, note, version } = call.body;
  if (version !== standingOf(held).version)
    throw call.refuse("version-conflict", { version: standingOf(held).version });
  const next = lookedAt(compared, held, { outcome, note, by: call.actor.id, at: call.now });
  const { roundId, societyCode, wordUploadId, submission: submissionNumber } = next;
  const payload = {
    ...{ applicationId, roundId, societyCode, pdfUploadId, wordUploadId },
    ...{ submissionNumber, outcome },
  };
  const aggregateId = `${applicationId}#${pdfUploadId}#${wordUploadId}#${submissionNumber}`;
  return call.commit({
    writes: [
      held ? twinLooks.replace(next) : twinLooks.create(next),
      // A return sends its files back with it: what is looked at is what stands.
      applications.check({ id: applicationId }, [asRead(application)]),
    ],
    facts: [fact(twinLookedAt, { aggregateId, version: next.version, payload })],
    answer: next,
  });
}
