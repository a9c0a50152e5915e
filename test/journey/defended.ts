import { Instant, LocalDate } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { Defence } from "../../shared/programme/reviewing.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { sciencePrize } from "../../shared/programme/science-prize.ts";

const zone = "Asia/Shanghai";
const basis = { assumption: { zh: "测试所设。", en: "Set by this test." } };

function likeThatOf2021({ defence }: ProgrammeDefinition): Defence {
  if (!defence) throw new Error("the call of 2021 has a defence");
  return { ...defence, who: "shortlist", shortlist: 3, panelSize: 3, attendance: null };
}

/** The prize as it would be if the three best in writing, and who is equal to the third, defended on the last two days of April. */
export const defendedPrize: ProgrammeDefinition = {
  ...sciencePrize,
  defence: likeThatOf2021(cast2021),
  timetable: {
    ...sciencePrize.timetable,
    defence: {
      fromAt: Instant.parse("2024-04-29T01:00:00.000Z"),
      toAt: Instant.parse("2024-04-30T10:00:00.000Z"),
      ...{ zone, basis },
    },
    proposedOn: { date: LocalDate.parse("2024-05-06"), basis },
  },
  scoring: {
    ...sciencePrize.scoring,
    stages: [
      ...sciencePrize.scoring.stages.map((stage) => ({ ...stage, weight: 60 })),
      { id: "defence", name: { zh: "答辩", en: "Defence" }, weight: 40, minScores: 2, basis },
    ],
  },
  malware: { ...sciencePrize.malware, notScannedBlocks: false },
  reminders: [...sciencePrize.reminders, { id: "receipt-24", of: "defence-receipt-due", hoursBefore: 24 }],
};

/** The Monday after the review; 28 April 2024 is a Sunday that is worked. */
export const moments = {
  drawn: "2024-04-22T02:00:00.000Z",
  receiptReminder: "2024-04-25T16:30:00.000Z",
  frozen: "2024-04-28T16:30:00.000Z",
} as const;
