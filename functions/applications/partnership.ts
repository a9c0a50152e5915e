import type { Application } from "../../shared/contract/applications.ts";
import type { Partner, Partnership } from "../../shared/contract/partnership-record.ts";
import type { OwnPartnership } from "../../shared/contract/partnerships.ts";
import { canonicalJson } from "../../shared/kernel/canonical.ts";
import type { Words } from "../../shared/kernel/text.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";

/** What an application is called: its lead and its programme. */
export const titleOf = ({ names }: Pick<ProgrammeDefinition, "names">, lead: Words): Words => ({
  zh: `${lead.zh}：${names.zh}`,
  en: `${lead.en}: ${names.en}`,
});

/** The canonical JSON of everything that a partner agrees to; one letter changed, and it has agreed to something else. */
export const termsText = ({
  applicationId,
  definitionHash,
  title,
  leadCode,
  societyCode,
  uscc,
  role,
  shareFen,
}: Omit<Partnership, "termsHash" | "state" | "agreement" | "declined" | "version">): string =>
  canonicalJson({
    schemaVersion: 1,
    ...{ applicationId, definitionHash, title, leadCode, societyCode, uscc, role, shareFen },
  });

/** A partner as a submission freezes it; undefined of one that has not agreed. */
export function frozenPartner(partnership: Partnership): Partner | undefined {
  const { societyCode, names, uscc, role, shareFen, state, agreement, termsHash } = partnership;
  // What was agreed to is what stands, or it was no agreement to this.
  if (state !== "AGREED" || agreement?.termsHash !== termsHash) return undefined;
  return {
    societyCode,
    names,
    uscc,
    role,
    shareFen,
    agreedBy: agreement.by,
    agreedAt: agreement.at,
    termsHash,
  };
}

/** A partnership as the partner's own people read it. */
export function ownView(
  { askedBy, declined, ...partnership }: Partnership,
  { closesAt, receipt }: Pick<Application, "closesAt" | "receipt">,
): OwnPartnership {
  const isIn = receipt?.partners?.some(({ societyCode }) => societyCode === partnership.societyCode);
  return {
    ...partnership,
    closesAt,
    receipt:
      receipt && isIn
        ? { number: receipt.number, arrivedAt: receipt.arrivedAt, sha256: receipt.sha256 }
        : null,
  };
}
