import { appendFileSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openClock } from "../../infra/local/clock.ts";
import { openJournal } from "../../infra/local/journal.ts";
import { openMailbox } from "../../infra/local/mailbox.ts";
import { openQueues } from "../../infra/local/queues.ts";
import { givenCloud } from "./cloud-fixture.ts";

const newDir = () => mkdtempSync(join(tmpdir(), "linxuan-journal-"));

describe("what is kept on disk", () => {
  test("is there again, in its order, without what was dropped", () => {
    const file = join(newDir(), "kept.jsonl");
    const first = openJournal<number>(file);
    first.put("a", 1);
    first.put("b", 2);
    first.put("c", 3);
    first.drop("b");
    first.put("a", 4);
    expect(openJournal<number>(file).entries()).toEqual([
      ["a", 4],
      ["c", 3],
    ]);
    expect(readFileSync(file, "utf8").split("\n")).toHaveLength(3);
  });

  test("survives a line that a kill tore", () => {
    const file = join(newDir(), "kept.jsonl");
    openJournal<number>(file).put("a", 1);
    appendFileSync(file, '{"key":"b","val');
    expect(openJournal<number>(file).entries()).toEqual([["a", 1]]);
  });

  test("keeps the clock's offset, the letters and the dead over a restart", async () => {
    const dir = newDir();
    const clock = openClock(dir);
    clock.set(new Date("2021-09-30T09:00:00.000Z"));
    const raw = Buffer.from("From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\nhello\r\n");
    await openMailbox({ dir, clock }).take({ raw, recipients: [], configurationSet: null });
    const { queues } = givenCloud();
    const failure = { reason: "timed out", attempts: 3, functionArn: "f", source: "rule r" };
    openQueues({ dir, queues }).send("dead", { id: 1 }, failure);

    expect(openClock(dir).now().toISOString()).toMatch(/^2021-09-30T09:00:/);
    expect(openMailbox({ dir, clock }).inbox()).toMatchObject([
      { to: "c@d.example", text: "hello\n", code: null },
    ]);
    expect(openQueues({ dir, queues }).list("dead")).toMatchObject([{ body: { id: 1 }, failure }]);
  });
});
