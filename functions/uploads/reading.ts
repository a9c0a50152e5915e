import type { Role } from "../../shared/kernel/roles.ts";

export type Version = "original" | "copy";

/**
 * Which version of a file somebody is handed. Its own society has the original; members of staff who examine it ask for the
 * original on purpose; everybody else reads the copy.
 * @returns undefined when what was asked for is not for this reader
 */
export function versionFor(
  reader: { roles: readonly Role[]; isOwn: boolean },
  asked: Version | undefined,
): Version | undefined {
  if (reader.isOwn) return asked ?? "original";
  const isStaff = reader.roles.includes("officer") || reader.roles.includes("supervisor");
  if (asked === "original" && !isStaff) return undefined;
  return asked ?? "copy";
}
