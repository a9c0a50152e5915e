import { createHash } from "node:crypto";
import type { ApplicationId, ExpertId } from "../../shared/kernel/ids.ts";
import { type Caller, newKey } from "./caller.ts";
import type { LastPlace } from "./last-place.ts";
import type { Play } from "./play.ts";
import { ownPairs } from "./scene-sheets.ts";
import { type DemoExpert, makeOpinion, makeRecommendation, makeScores } from "./scores.ts";

/** An expert of the play with the product's id. */
export type Judge = DemoExpert & { id: ExpertId };

/** What of a stage is scored, and who hears of each sheet. */
export interface Scoring extends Pick<LastPlace, "seenBy"> {
  stage: "written" | "defence";
  tick: () => void;
  /** Applications and pairs (`<application>#<expert>`) that are not scored. */
  away: ReadonlySet<string>;
}

/** One expert's sheets of a stage: declare, read, draft, submit. Returns how many were submitted. */
export async function judge(play: Play, one: Judge, { stage, tick, away, seenBy }: Scoring): Promise<number> {
  const { local, seed, definition, checks } = play;
  const { criteria } = definition.scoring;
  const caller = await local.signIn(one.mail);
  let submitted = 0;
  for (const { applicationId, societyCode, state } of await ownPairs(caller)) {
    // Nobody scores a defence that was not held, or without being there.
    if (away.has(applicationId) || away.has(`${applicationId}#${one.id}`)) continue;
    const params = { id: applicationId };
    if (state === "ASSIGNED") {
      await caller.experts.declareInterests({ key: newKey(), params, body: { conflict: "none" } });
    }
    // Before the defence everybody has read the applications.
    const files = stage === "written" ? (await caller.reviews.getReviewed({ params })).files : [];
    const asked = { seed, stage, ...seenBy(one, { applicationId, societyCode }) };
    const scores = makeScores({ ...asked, criteria });
    const content = {
      ...{ scores, opinion: makeOpinion(asked) },
      ...makeRecommendation(asked, scores, definition.scoring),
    };
    const query = { stage };
    let version = 0;
    if (submitted === 0 && one.number <= 3) {
      const saved = await caller.reviews.saveSheet({ params, query, body: { version, content } });
      version = saved.version;
      const seen = await caller.reviews.listSheets({ params });
      checks.equal(
        "nobody sees another's scores before submitting their own",
        seen.items.filter((sheet) => sheet.stage === stage && sheet.expertId !== one.id).length,
        0,
      );
      await read(play, caller, { id: applicationId, files });
    }
    await caller.reviews.submitSheet({ key: newKey(), params, query, body: { version, content } });
    submitted += 1;
    tick();
  }
  return submitted;
}

/** An expert downloads a copy of the stamped PDF by its signed link, and is told of which file it is. */
async function read(
  { checks }: Play,
  caller: Caller,
  { id, files }: { id: ApplicationId; files: readonly { uploadId: string; sha256: string }[] },
): Promise<void> {
  for (const { uploadId, sha256 } of files.slice(-1)) {
    const { url, version, ...copy } = await caller.uploads.signDownload({
      params: { id, uploadId: uploadId as never },
      query: {},
    });
    const body = new Uint8Array(await (await fetch(url)).arrayBuffer());
    checks.equal("an expert reads a copy without scripts and attachments", version, "copy");
    checks.equal(
      "the copy is the one that was named",
      createHash("sha256").update(body).digest("hex"),
      copy.sha256,
    );
    checks.equal("beside it stands the hash of what was submitted", copy.originalSha256, sha256);
  }
}
