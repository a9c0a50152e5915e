import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CloudOptions, startCloud } from "../../infra/local/cloud.ts";
import { plusSeconds } from "../../shared/kernel/time.ts";
import { closesAt } from "../applications/given.ts";
import { localAssembly } from "../infra/deployed.ts";
import { controlOf } from "./control.ts";
import { prepareRound } from "./given.ts";
import { ledgerOf } from "./ledger.ts";

/** A folder for what a local cloud keeps. */
export const newDir = () => mkdtempSync(join(tmpdir(), "linxuan-faults-"));

/** What the tests stand on: the real template, a prepared round in it, and the clock an hour before the deadline. */
export async function startPrepared(
  asked: Omit<Parameters<typeof prepareRound>[0], "assembly" | "dir"> & { assembly?: string },
  options: Partial<CloudOptions> = {},
) {
  const assembly = asked.assembly ?? (await localAssembly());
  const dir = newDir();
  const prepared = await prepareRound({ ...asked, assembly, dir });
  const cloud = await startCloud({ assembly, dir, ...options });
  const control = controlOf(cloud.url);
  await control.setClock(plusSeconds(closesAt, -3600));
  const ledger = ledgerOf({ storeUrl: cloud.store.url, table: cloud.cloud.tables[0]?.name ?? "" });
  return {
    ...prepared,
    cloud,
    control,
    ledger,
    url: cloud.url,
    async close(): Promise<void> {
      ledger.close();
      await cloud.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export type Running = Awaited<ReturnType<typeof startPrepared>>;
