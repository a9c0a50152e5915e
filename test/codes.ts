import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { SocietyCode } from "../shared/kernel/ids.ts";

/** Codes are claimed by the thousand: one per letter pair, numbered so that none looks like a real society's. */
const perClaim = 900;
const letter = (at: number) => String.fromCharCode(65 + at);

let claim = -1;
let taken = perClaim;

/** The first claim that no other file of the run has made; all files share one store. */
function nextClaim(): number {
  for (let at = claim + 1; at < 26 * 26; at++) {
    try {
      writeFileSync(join(process.env.LINXUAN_TEST_RUN ?? "", `codes-${at}`), "", { flag: "wx" });
      return at;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  throw new Error("the run has used up the codes of societies");
}

/** A society's code that nobody else in the run has, and its number, which is as rare. */
export function newSocietyCode(): { code: SocietyCode; number: number } {
  if (taken === perClaim) [claim, taken] = [nextClaim(), 0];
  const number = taken++;
  const code = `${letter(Math.floor(claim / 26))}-${100 + number}${letter(claim % 26)}`;
  return { code: SocietyCode.parse(code), number: claim * perClaim + number };
}
