import { beforeAll, describe, expect, it } from "vitest";
import { handler as onTick } from "../../functions/uploads/on-tick.ts";
import type { Application } from "../../shared/contract/applications.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import { uploadInspected } from "../../shared/events/uploads.ts";
import { transact } from "../../shared/store/commit.ts";
import { uploads } from "../../shared/store/published/uploads.ts";
import { duringIntake, givenDraft, openRound } from "../applications/given.ts";
import { ownTable } from "../own-table.ts";
import { factsOf, tick } from "../told.ts";
import { type Presigned, presign, send, tellOfObject } from "./given-files.ts";
import { onePage, pdf } from "./given-pdf.ts";

const file = pdf(onePage());
const later = (seconds: number) => new Date(Date.parse(duringIntake) + 1000 * seconds).toISOString();

let application: Application;
let token: string;
beforeAll(async () => {
  // A sweep looks at every upload of its table.
  await ownTable();
  const draft = await givenDraft(await openRound());
  application = draft.application;
  token = draft.filler.token;
});

/** A file in quarantine of which nobody told. */
async function forgotten(): Promise<Presigned> {
  const { body } = await presign(application, token, file);
  await send(body, file);
  return body;
}

async function stored({ upload }: Presigned): Promise<Upload> {
  const found = await uploads.get(upload);
  if (!found) throw new Error("the upload is gone");
  return found;
}

/** As an inspection leaves it that died after it had begun. */
async function died(asked: Presigned, attempts: number): Promise<void> {
  const { versionId, landedAt, ...rest } = await stored(asked);
  await transact([
    uploads.replace({
      ...rest,
      state: "LANDED",
      versionId,
      landedAt: landedAt ?? rest.createdAt,
      attempts,
      version: rest.version + 1,
    }),
  ]);
}

const facts = ({ upload }: Presigned) => factsOf(uploadInspected, upload.id);

describe("the sweep", () => {
  it("leaves a file alone for five minutes, and inspects it then", async () => {
    const asked = await forgotten();
    await tick(onTick, later(299));
    expect(await stored(asked)).toMatchObject({ state: "PRESIGNED", attempts: 0 });
    await tick(onTick, later(301));
    expect(await stored(asked)).toMatchObject({
      state: "ACCEPTED",
      attempts: 1,
      inspectedAt: later(301),
      kept: { key: asked.upload.key, versionId: expect.any(String) },
    });
    expect(await facts(asked)).toMatchObject([{ payload: { verdict: "accepted", reasons: [] } }]);
  });

  it("changes nothing when it comes again, nor when the lost event arrives after all", async () => {
    const asked = await forgotten();
    await tick(onTick, later(301));
    const inspected = await stored(asked);
    await tick(onTick, later(361));
    await tellOfObject(asked.upload, later(400));
    expect(await stored(asked)).toEqual(inspected);
    expect(await facts(asked)).toHaveLength(1);
  });

  it("tries an inspection again that died, and after the second death asks a person to look", async () => {
    const [once, twice] = [await forgotten(), await forgotten()];
    await died(once, 1);
    await died(twice, 2);
    await tick(onTick, later(601));
    expect(await stored(once)).toMatchObject({ state: "ACCEPTED", attempts: 2 });
    expect(await stored(twice)).toMatchObject({
      state: "FLAGGED",
      reasons: [{ code: "too-complex", where: null }],
      pages: null,
      kept: { versionId: expect.any(String) },
    });
    expect(await facts(twice)).toMatchObject([{ payload: { verdict: "flagged", reasons: ["too-complex"] } }]);
    await tick(onTick, later(3600));
    expect(await facts(twice)).toHaveLength(1);
  });

  it("gives an upload up that never came, two hours after it was asked for", async () => {
    const { body: asked } = await presign(application, token, file);
    await tick(onTick, later(7200));
    expect(await stored(asked)).toMatchObject({ state: "PRESIGNED" });
    await tick(onTick, later(7201));
    expect(await stored(asked)).toMatchObject({ state: "ABANDONED", kept: null });
    expect(await facts(asked)).toEqual([]);
  });
});
