import { describe, expect, it } from "vitest";
import { makeContent } from "../../cli/demo/content.ts";
import { makeDocx, makeStampedPdf, makeWrong } from "../../cli/demo/files.ts";
import { planRound } from "../../cli/demo/plan.ts";
import { readSocieties } from "../../cli/demo/societies.ts";
import { wrongFileKinds } from "../../cli/demo/wrong-files.ts";
import { inspect } from "../../functions/uploads/inspect.ts";
import { inspectionLimits } from "../../functions/uploads/inspection.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import { inspectionMeans } from "../../shared/runtime/inspection-means.ts";

const societies = readSocieties();
const { applicants } = planRound(1, societies);

const formOf = ({ society, isRecommended }: (typeof applicants)[number]) => {
  const route = isRecommended ? "recommended" : "self-nominated";
  const sections = makeContent({ definition: cast2021, society, route, seed: 1 });
  return makeDocx({ definition: cast2021, society, route, sections });
};

async function verdictOf(bytes: Uint8Array, expected: "docx" | "pdf") {
  const { verdict, reasons } = await inspect(bytes, {
    expected,
    limits: inspectionLimits,
    means: inspectionMeans,
  });
  return { verdict, reasons: reasons.map(({ code }) => code) };
}

describe("the files of the demonstration, inspected", () => {
  it("are refused where they are wrong, for the planted reason", async () => {
    for (const [at, kind] of wrongFileKinds.entries()) {
      const applicant = applicants[at];
      if (!applicant) throw new Error("too few applicants");
      const wrong = makeWrong(kind, await formOf(applicant), applicant.society);
      const { verdict, reasons } = await verdictOf(wrong.bytes, wrong.format);
      expect(verdict, kind).toBe("refused");
      expect(reasons[0], kind).toBe(kind);
    }
  });

  it("are accepted where they are right, and a scan is kept for a person to look at", async () => {
    const some = [...applicants.filter(({ isScan }) => isScan).slice(0, 2), ...applicants.slice(-4)];
    for (const applicant of some) {
      const docx = await formOf(applicant);
      expect(await verdictOf(docx, "docx")).toEqual({ verdict: "accepted", reasons: [] });
      const pdf = await verdictOf(makeStampedPdf(docx, applicant.society, applicant.isScan), "pdf");
      expect(pdf).toEqual(
        applicant.isScan
          ? { verdict: "flagged", reasons: ["no-text"] }
          : { verdict: "accepted", reasons: [] },
      );
    }
  });
});
