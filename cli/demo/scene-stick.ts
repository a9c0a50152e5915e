import { postFile } from "./applicant.ts";
import type { Applied } from "./applied.ts";
import { type Caller, newKey, refusalOf } from "./caller.ts";
import type { Applicant } from "./plan.ts";
import { type OpenRound, officersOf, type Play } from "./play.ts";
import {
  bringsStick,
  confirm,
  filesOf,
  hashOf,
  plain,
  readBySystem,
  receivedAt,
  record,
} from "./recorded.ts";

/** An officer has a stick in hand: who brought it, when, and its files, each uploaded under its hash. */
async function takeStick(play: Play, officer: Caller, { roundId }: OpenRound, applicant: Applicant) {
  const { definition } = play;
  const files = (await filesOf(play, applicant)).map(({ name, bytes }) => {
    const document = definition.documents.required.find(({ format }) => name.endsWith(`.${format}`));
    if (!document) throw new Error("the stick holds no document");
    return { kind: document.kind, name, bytes: new Uint8Array(bytes) };
  });
  const { mail, posts } = await officer.applications.handInMedium({
    key: newKey(),
    params: { roundId, societyCode: applicant.society.code },
    body: {
      ...{ medium: "usb", by: "学会秘书处王工", at: receivedAt(play) },
      files: files.map(({ bytes, ...file }) => ({ ...file, bytes: bytes.length, sha256: hashOf(bytes) })),
    },
  });
  for (const { kind, post } of posts) {
    const file = files.find((one) => one.kind === kind);
    if (file) await postFile(post, file);
  }
  return readBySystem(officer, mail);
}

/** A stick that was brought before the deadline: one officer took it, a second one confirms that, its society the whole. */
export async function playStick(play: Play, round: OpenRound): Promise<Applied> {
  const { checks, local } = play;
  const applicant = plain(play).find((one) => bringsStick(play, one));
  if (!applicant) throw new Error("nobody brings a stick");
  const { first, second } = await officersOf(play);
  const taken = await takeStick(play, first, round, applicant);
  checks.equal(
    "who took a stick does not record it alone",
    await refusalOf(record(first, taken, receivedAt(play))),
    "second-person-required",
  );
  const joined = await record(second, taken, receivedAt(play));
  if (!joined.recording) throw new Error("the stick was not recorded");
  await local.idle();
  const uploads = await confirm(play, applicant, joined.recording, joined);
  return { applicant, id: joined.recording.applicationId, uploads };
}
