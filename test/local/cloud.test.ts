import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type RunningCloud, startCloud } from "../../infra/local/cloud.ts";
import { changeTemplate, synthSmallApp } from "./small-app.ts";

const assembly = synthSmallApp();
const open: RunningCloud[] = [];
const start = async (dir?: string) => {
  const cloud = await startCloud({ assembly, dir });
  open.push(cloud);
  return cloud;
};

async function act({ url }: RunningCloud, id: string, wanted: string): Promise<unknown> {
  const response = await fetch(`${url}/reviews/${id}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ act: wanted }),
  });
  return response.json();
}

describe("a running cloud", () => {
  let cloud: RunningCloud;
  beforeAll(async () => {
    cloud = await start();
  });
  afterAll(() => cloud.close());

  it("carries a write over stream, relay, bus and rule to its consumer", async () => {
    await act(cloud, "1", "submit");
    await cloud.settle();
    expect(await act(cloud, "heard-1", "read")).toEqual({ answer: true });
  });

  it("carries an upload as an event of the default bus to its consumer", async () => {
    await act(cloud, "a.docx", "upload");
    await cloud.settle();
    expect(await act(cloud, "heard-in-a.docx", "read")).toEqual({ answer: true });
  });

  it("refuses what the template does not grant", async () => {
    expect(await act(cloud, "1", "readForeign")).toEqual({ refused: "AccessDeniedException" });
    expect(await act(cloud, "1", "scan")).toEqual({ refused: "AccessDeniedException" });
  });

  it("moves its clock when told, and the schedules with it", async () => {
    const set = await fetch(`${cloud.url}/_local/clock`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ now: "2021-09-30T09:00:00Z" }),
    });
    expect(set.status).toBe(200);
    const { answer } = (await act(cloud, "1", "arrivedAt")) as { answer: number };
    expect(new Date(answer).toISOString().slice(0, 13)).toBe("2021-09-30T09");
    expect(await act(cloud, "tick", "read")).toEqual({ answer: true });
  });

  it("shows what cannot be digested as a dead letter", async () => {
    await act(cloud, "poison", "submit");
    await cloud.settle();
    const dead = await (await fetch(`${cloud.url}/_local/dlq`)).json();
    expect(dead).toMatchObject([
      { reason: "Error: cannot be digested", event: { detail: { id: "poison" } } },
    ]);
  });

  it("says in one line that its port is in use", async () => {
    const port = Number(new URL(cloud.url).port);
    await expect(startCloud({ assembly, port })).rejects.toThrow(new Error(`port ${port} is in use`));
  });
});

describe("a cloud with a place to keep things", () => {
  afterEach(async () => {
    await Promise.all(open.splice(0).map((cloud) => cloud.close()));
  });

  it("knows after a restart what it knew before", async () => {
    const dir = mkdtempSync(join(tmpdir(), "kept-"));
    const first = await start(dir);
    await act(first, "7", "submit");
    await first.close();
    open.length = 0;
    expect(await act(await start(dir), "7", "read")).toEqual({ answer: true });
  });

  it("holds that place alone", async () => {
    const dir = mkdtempSync(join(tmpdir(), "kept-"));
    const first = await start(dir);
    await expect(startCloud({ assembly, dir })).rejects.toThrow(
      `another local cloud (process ${process.pid})`,
    );
    await act(first, "8", "submit");
    expect(await act(first, "8", "read")).toEqual({ answer: true });
  });

  it("reports the death of its store", async () => {
    const said: string[] = [];
    const cloud = await startCloud({ assembly, onDeath: (why) => said.push(why) });
    process.kill(cloud.store.pid, "SIGKILL");
    await expect.poll(() => said).toEqual([expect.stringContaining("the store ended")]);
    await cloud.close();
  });

  it("refuses a function what one removed statement granted", async () => {
    const restore = changeTemplate(assembly, "Reviews", ({ Resources }) => {
      for (const { Type, Properties } of Object.values(Resources)) {
        if (Type !== "AWS::IAM::Policy") continue;
        const document = Properties.PolicyDocument as { Statement: { Action: string | string[] }[] };
        document.Statement = document.Statement.filter(
          ({ Action }) => ![Action].flat().includes("s3:PutObject"),
        );
      }
    });
    const cloud = await start();
    restore();
    expect(await act(cloud, "1", "upload")).toEqual({ refused: "AccessDenied" });
  });
});
