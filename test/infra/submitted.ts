import { expect } from "vitest";
import { makeDocx, makeStampedPdf } from "../../cli/demo/files.ts";
import { readSocieties } from "../../cli/demo/societies.ts";
import type { RunningCloud } from "../../infra/local/cloud.ts";
import { type Application, applications as routes } from "../../shared/contract/applications.ts";
import { clientOf } from "../../shared/contract/client.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { onceKey } from "../given.ts";
import { declaredUpload, land } from "./quarantine.ts";

/** An ordinary moment of the intake. */
const moment = "2021-11-08T02:03:00.000Z";

export async function setClock({ url }: RunningCloud, now: string): Promise<void> {
  const set = await fetch(`${url}/_local/clock`, { method: "PUT", body: JSON.stringify({ now }) });
  expect(set.status).toBe(200);
}

/**
 * A society's draft with its two files, submitted over HTTP. The records before that are written past the front: the
 * store's client must not have been loaded before its environment named this cloud's store.
 * @param isTold whether anybody hears of the files when they land; without, their uploads are declared afterwards
 * @param form the Word form's bytes; a right one by default
 */
export async function submittedIn(
  cloud: RunningCloud,
  { isTold, form }: { isTold: boolean; form?: Uint8Array },
): Promise<Application> {
  const { givenDraft, openRound } = await import("../applications/given.ts");
  const { transact } = await import("../../shared/store/commit.ts");
  const { uploads } = await import("../../shared/store/published/uploads.ts");
  const draft = await givenDraft(await openRound());
  const [society] = readSocieties();
  if (!society) throw new Error("no societies");
  const { route } = draft.application;
  const docx = await makeDocx({ definition: cast2021, society, route, sections: draft.content });
  const files = { form: form ?? docx, stamped: makeStampedPdf(docx, society) };
  const named = [];
  for (const kind of ["form", "stamped"] as const) {
    const upload = declaredUpload(draft.application, kind, files[kind]);
    if (isTold) await transact([uploads.create(upload)]);
    await land(cloud, upload, files[kind]);
    await cloud.settle();
    if (!isTold) await transact([uploads.create(upload)]);
    named.push({ kind, uploadId: upload.id });
  }
  await setClock(cloud, moment);
  const cookie = `__Host-linxuan=${draft.approver.token}`;
  const client = clientOf(cloud.url, routes, (url, init) =>
    fetch(url, { ...init, headers: { ...init.headers, cookie } }),
  );
  const { version } = draft.application;
  const undertakingVersion = cast2021.undertaking.version;
  const application = await client.submitApplication({
    params: { id: draft.application.id },
    key: onceKey()["idempotency-key"],
    body: { version, undertakingVersion, uploads: named },
  });
  await cloud.settle();
  return application;
}
