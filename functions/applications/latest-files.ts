import type { Upload } from "../../shared/contract/uploads.ts";

type Seen = Pick<Upload, "id" | "kind" | "state" | "createdAt">;

/** The latest upload of each kind that ever landed or still may; one that never came stands for nothing. */
export function latestOfEachKind<T extends Seen>(uploads: readonly T[]): T[] {
  const latest = new Map<string, T>();
  for (const upload of uploads) {
    const held = latest.get(upload.kind);
    const isLater = !held || [held.createdAt, held.id].join() < [upload.createdAt, upload.id].join();
    if (upload.state !== "ABANDONED" && isLater) latest.set(upload.kind, upload);
  }
  return [...latest.values()];
}
