import { readdir } from "node:fs/promises";
import type { Lifecycle } from "../../shared/kernel/lifecycle.ts";
import type { ServiceName } from "../../shared/kernel/services.ts";
import type { EntityShape } from "../../shared/store/entity.ts";

const root = new URL("../../", import.meta.url);

/** Whatever a record is declared with, and how a stored item is read. */
export interface Declared {
  // The declarations differ in their types; documents and tests look at keys by name only.
  declared: EntityShape<Record<string, unknown>, Record<string, unknown>>;
  read: (item: Record<string, unknown>) => unknown;
}

const isLifecycle = (value: unknown): value is Lifecycle =>
  typeof value === "object" && value !== null && "states" in value && "transitions" in value;

const isEntity = (value: unknown): value is Declared =>
  typeof value === "object" && value !== null && "declared" in value && "keyOf" in value;

/** What of the exports of some files is declared as `is` says, in the order of the files. */
async function exportsOf<T>(files: readonly string[], is: (value: unknown) => value is T): Promise<T[]> {
  const loaded: Record<string, unknown>[] = await Promise.all(
    files.map((file) => import(/* @vite-ignore */ `../../${file}`)),
  );
  // By name, as Node has them: another loader keeps the order of the file.
  return loaded
    .flatMap((exports) =>
      Object.keys(exports)
        .toSorted()
        .map((name) => exports[name]),
    )
    .filter(is);
}

const filesIn = async (folder: string) => (await readdir(new URL(folder, root))).toSorted();

async function inServices(name: string): Promise<string[]> {
  const found: string[] = [];
  for (const service of await filesIn("functions/")) {
    const files = await filesIn(`functions/${service}/`);
    if (files.includes(name)) found.push(`functions/${service}/${name}`);
  }
  return found;
}

/** The state machines of every service that has one. */
export async function machines(): Promise<{ service: ServiceName; machine: Lifecycle }[]> {
  const found = [];
  for (const file of await inServices("lifecycle.ts")) {
    const service = file.split("/")[1] as ServiceName;
    for (const machine of await exportsOf([file], isLifecycle)) found.push({ service, machine });
  }
  return found;
}

const keyOf = ({ declared: { prefix, key } }: Declared) => `${prefix} ${key({}).sort}`;

/** Every kind of record, published or a service's own, by key. */
export async function records(): Promise<Declared[]> {
  const published = (await filesIn("shared/store/published/")).map(
    (file) => `shared/store/published/${file}`,
  );
  const found = await exportsOf([...published, ...(await inServices("records.ts"))], isEntity);
  return [...new Set(found)].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
