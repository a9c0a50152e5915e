import { isOpenObjection, isOverdue, type Objection } from "../../shared/contract/objection-record.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { staff } from "../../shared/kernel/roles.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { log } from "../../shared/runtime/log.ts";
import { objections } from "../../shared/store/published/objections.ts";
import type { AboutRound } from "./letters.ts";
import { objectionOverdueLetter, objectionReminder } from "./letters-objection-due.ts";
import { reminderDue } from "./reminders.ts";
import type { Owed } from "./step-owe.ts";

/** What is to go out once, and until when it concerns. */
interface Due {
  reminderId: string;
  at: Instant;
  owed: () => Promise<Owed[]>;
}

const inTheOffice = { group: "staff" } as const;

/** What is due about one objection now: a reminder to its handler, or that it is overdue, to officers and supervisors. */
function dueOf(
  one: Objection,
  concludeBy: Instant,
  { wanted, about, now }: { wanted: ProgrammeDefinition["reminders"]; about: AboutRound; now: Instant },
): Due[] {
  const { id, roundId, handledBy } = one;
  if (isOverdue(one, now)) {
    const letter = { template: "objection-overdue", roundId, ...inTheOffice, roles: staff } as const;
    const words = objectionOverdueLetter(about, one, concludeBy);
    return [{ reminderId: `overdue#${id}`, at: concludeBy, owed: async () => [{ ...letter, words }] }];
  }
  const due = reminderDue(wanted, concludeBy, now);
  if (!due || handledBy === null) return [];
  const letter = { template: "reminder-objection", roundId, ...inTheOffice, roles: ["officer"] } as const;
  const words = objectionReminder(about, one, concludeBy);
  const owed = async () => [{ ...letter, only: handledBy, words }];
  return [{ reminderId: `${due.id}#${id}`, at: concludeBy, owed }];
}

/** What is due about the objections of a round whose list is shown. */
export async function objectionsDue(
  round: Pick<Round, "id" | "state">,
  { reminders }: Pick<ProgrammeDefinition, "reminders">,
  { about, now }: { about: AboutRound; now: Instant },
): Promise<Due[]> {
  if (round.state !== "ON_NOTICE" && round.state !== "AWARDED") return [];
  const wanted = reminders.filter(({ of }) => of === "objection-due");
  const open = (await objections.all(`round#${round.id}`)).filter(isOpenObjection);
  // The letter goes out once; the alarm speaks as long as one is overdue.
  for (const { id: aggregate } of open.filter((one) => isOverdue(one, now)))
    log("warn", "objection overdue", { aggregate });
  return open.flatMap((one) =>
    one.concludeBy === null ? [] : dueOf(one, one.concludeBy, { wanted, about, now }),
  );
}
