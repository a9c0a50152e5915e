import * as z from "zod";
import type { MalwareState, Upload } from "../../shared/contract/uploads.ts";
import { transitionOf } from "../../shared/kernel/lifecycle.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { uploadLifecycle } from "./lifecycle.ts";

/** What GuardDuty Malware Protection tells of an object of the bucket that it watches. */
export const ScanResult = z.object({
  s3ObjectDetails: z.object({ objectKey: z.string(), versionId: z.string() }),
  scanResultDetails: z.object({ scanResultStatus: z.string() }),
});

/** GuardDuty's word on an object in ours: what it can't open or was kept from counts as not scanned, never as clean. */
export function malwareStateOf(scanResultStatus: string): MalwareState {
  if (scanResultStatus === "NO_THREATS_FOUND") return "clean";
  return scanResultStatus === "THREATS_FOUND" ? "infected" : "not-scanned";
}

/** A file, whatever it belongs to, as far as a scanner's word changes it. */
type Scannable = Pick<Upload, "state" | "reasons" | "kept" | "malware" | "inspectedAt" | "version">;

/**
 * The next version of an upload whose bytes were scanned, and the states in which that may be written. Where malware was
 * found the file is refused, whatever inspection said of it before.
 */
export function scanned<F extends Scannable>(
  upload: F,
  malware: MalwareState,
  now: Instant,
): { next: F; from: readonly Upload["state"][]; isRefused: boolean } {
  const marked: F = { ...upload, malware, version: upload.version + 1 };
  const infecting =
    malware === "infected" ? transitionOf(uploadLifecycle, "infect", upload.state) : undefined;
  if (!infecting) return { next: marked, from: [upload.state], isRefused: false };
  const reasons = [{ code: "malware", where: null }, ...upload.reasons];
  return {
    next: { ...marked, state: infecting.to, kept: null, reasons, inspectedAt: now },
    from: infecting.from,
    isRefused: true,
  };
}
