import type { Application } from "../../shared/contract/applications.ts";
import { Problem } from "../../shared/contract/problems.ts";
import type { Upload } from "../../shared/contract/uploads.ts";
import type { Instant } from "../../shared/kernel/time.ts";

/**
 * May a file of this kind be uploaded now? While the application is drafted or returned, until its own deadline; after
 * it, only in place of a file that inspection refused.
 * @returns the refusal, or undefined
 */
export function refusedFor(application: Application, kind: string, now: Instant): Problem | undefined {
  const correction = application.corrections.find((one) => one.kind === kind);
  if (correction && now <= correction.until) return undefined;
  if (application.state !== "DRAFT" && application.state !== "RETURNED") {
    return new Problem("wrong-state", { state: application.state });
  }
  if (now < application.opensAt) return new Problem("not-open-yet", { opensAt: application.opensAt });
  if (now > application.closesAt) {
    return new Problem("deadline-passed", { closesAt: application.closesAt, arrivedAt: now });
  }
  return undefined;
}

/** Is an application that came by e-mail completed after the deadline, within the time to confirm it? */
export const isAfterMail = ({ arrival, submissions }: Application, now: Instant): boolean =>
  arrival !== null && submissions === 0 && now > arrival.dueAt;

/**
 * What came by the deadline is what the mail brought: after it, only a file that inspection refused or that the mail lacked
 * may still come.
 * @param own the uploads of the application
 * @returns the refusal, or undefined
 */
export function standsByMail(
  { arrival }: Pick<Application, "arrival">,
  kind: string,
  own: readonly Pick<Upload, "kind" | "state">[],
): Problem | undefined {
  if (!arrival?.kinds.includes(kind)) return undefined;
  const isOpen = own.some((upload) => upload.kind === kind && upload.state === "REFUSED");
  return isOpen ? undefined : new Problem("mailed-file-stands", { kind });
}
