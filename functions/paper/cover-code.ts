import { ApplicationId } from "../../shared/kernel/ids.ts";

/** What the QR code of a cover sheet says: which set of which application, of which version. Nobody's name. */
export interface CoverCode {
  applicationId: ApplicationId;
  number: number;
  checkCode: string;
}

const mark = "LINXUAN-PAPER";

export const coverText = ({ applicationId, number, checkCode }: CoverCode): string =>
  [mark, applicationId, number, checkCode].join("/");

/** What a scanner read, if it is of a cover sheet; undefined for any other text. */
export function coverCodeIn(scanned: string): CoverCode | undefined {
  const [first, id, number = "", checkCode = "", ...more] = scanned.trim().split("/");
  const applicationId = ApplicationId.safeParse(id).data;
  const isOurs = first === mark && more.length === 0 && /^[1-9]\d{0,2}$/.test(number);
  if (!isOurs || !applicationId || !/^[0-9a-f]{8}$/.test(checkCode)) return undefined;
  return { applicationId, number: Number(number), checkCode };
}
