import type { FitSource } from "./assignment-rules.ts";
import { type Fault, fault, type SoundParts } from "./fault.ts";
import { tierAnswers, tierParts } from "./tier-choice.ts";

/** Ids that occur twice, references that lead nowhere, and settings that only mean something together. */
export function referenceFaults(sound: SoundParts): Fault[] {
  return [...duplicates(sound), ...dangling(sound), ...incomplete(sound)];
}

type Named = { path: string; id: string };

function named<T>(
  path: string,
  entries: readonly T[] | undefined | null,
  idOf: (entry: T) => string,
): Named[] {
  return (entries ?? []).map((entry, index) => ({ path: `${path}[${index}]`, id: idOf(entry) }));
}

function duplicates(sound: SoundParts): Fault[] {
  const { capabilities, scoring, documents, sections, budget } = sound;
  const id = (entry: { id: string }) => entry.id;
  const families: Named[][] = [
    named("statements", sound.statements, id),
    named("capabilities", capabilities, id),
    (capabilities ?? []).flatMap((owner, at) =>
      named(`capabilities[${at}].indicators`, owner.indicators, id),
    ),
    named("tiers", sound.tiers, id),
    named("documents.required", documents?.required, ({ kind }) => kind),
    named("sections", sections, ({ key }) => key),
    ...(sections ?? []).map((section, at) => named(`sections[${at}].parts`, section.parts, ({ key }) => key)),
    ...(sections ?? []).flatMap((section, at) =>
      section.parts.map(({ options }, index) =>
        named(`sections[${at}].parts[${index}].options`, options, ({ value }) => value),
      ),
    ),
    named("entryRoutes", sound.entryRoutes, id),
    named("disqualifiers", sound.disqualifiers, id),
    named("recommendedList.indicators", sound.recommendedList?.indicators, id),
    named("jointApplications.disqualifiers", judgedOfPartners(sound), (one) => one),
    named("scoring.criteria", scoring?.criteria, id),
    named("scoring.stages", scoring?.stages, id),
    named("scoring.recommendations.options", scoring?.recommendations?.options, id),
    named("reviewing.conflicts", sound.reviewing?.conflicts, ({ kind }) => kind),
    named("reviewing.assignment.objectives", sound.reviewing?.assignment?.objectives, (one) => one),
    named("reviewing.assignment.fit", sound.reviewing?.assignment?.fit, fitPlace),
    named("reminders", sound.reminders, id),
    named("contacts", sound.contacts, id),
    named("annexes", sound.annexes, id),
    named("budget.instruments", budget?.instruments, id),
    named("budget.subjects", budget?.subjects, ({ code }) => code),
    (budget?.subjects ?? []).flatMap((owner, at) =>
      named(`budget.subjects[${at}].ceilings`, owner.ceilings, id),
    ),
  ];
  return families.flatMap((family) => {
    const seen = new Set<string>();
    return family.flatMap((entry) => {
      const twice = seen.has(entry.id);
      seen.add(entry.id);
      return twice ? [fault(entry.path, "duplicate-id", entry.id)] : [];
    });
  });
}

/** The disqualifiers that are judged of partners, where the definition lists them. */
function judgedOfPartners({ jointApplications: joint }: SoundParts): readonly string[] {
  return joint?.takes === "lead-and-partners" && Array.isArray(joint.disqualifiers)
    ? joint.disqualifiers
    : [];
}

/** Where a fit is looked for, as one word: the same place counts once. */
const fitPlace = (source: FitSource): string =>
  source.of === "section" ? `${source.section}#${source.indicator ?? ""}` : source.of;

type Reference = { path: string; to: string | null | undefined; among: readonly string[] | undefined };

function dangling(sound: SoundParts): Fault[] {
  const capabilities = sound.capabilities?.map(({ id }) => id);
  const annexes = sound.annexes?.map(({ id }) => id);
  const required = sound.documents?.required;
  const { instruments } = sound.budget ?? {};
  const papers = instruments?.map(({ id }) => id);
  const references: Reference[] = [
    ...(sound.sections ?? []).map(({ capability }, at) => ({
      path: `sections[${at}].capability`,
      to: capability,
      among: capabilities,
    })),
    ...(sound.sections ?? []).flatMap(({ capability, parts }, at) =>
      parts.map(({ indicator }, index) => ({
        path: `sections[${at}].parts[${index}].indicator`,
        to: indicator,
        among: sound.capabilities
          ?.filter(({ id }) => id === capability)
          .flatMap(({ indicators }) => indicators.map(({ id }) => id)),
      })),
    ),
    ...(sound.scoring?.criteria ?? []).map(({ capability }, at) => ({
      path: `scoring.criteria[${at}].capability`,
      to: capability,
      among: capabilities,
    })),
    ...(sound.reviewing?.assignment?.fit ?? []).flatMap((source, at) =>
      source.of === "section"
        ? [
            {
              path: `reviewing.assignment.fit[${at}].section`,
              to: source.section,
              among: sound.sections?.map(({ key }) => key),
            },
            {
              path: `reviewing.assignment.fit[${at}].indicator`,
              to: source.indicator,
              among: sound.sections
                ?.filter(({ key }) => key === source.section)
                .flatMap(({ parts }) => parts.flatMap(({ indicator }) => indicator ?? [])),
            },
          ]
        : [],
    ),
    ...(required ?? []).flatMap(({ kind, twinOf, template }, at) => [
      {
        path: `documents.required[${at}].twinOf`,
        to: twinOf,
        among: required?.map((other) => other.kind).filter((other) => other !== kind),
      },
      { path: `documents.required[${at}].template`, to: template, among: annexes },
    ]),
    {
      path: "documents.agreement.governs",
      to: sound.documents?.agreement?.governs,
      among: required?.map(({ kind }) => kind),
    },
    { path: "supplierRegistration.guide", to: sound.supplierRegistration?.guide, among: annexes },
    {
      path: "documents.paper.contact",
      to: sound.documents?.paper?.contact,
      among: sound.contacts?.map(({ id }) => id),
    },
    ...judgedOfPartners(sound).map((to, at) => ({
      path: `jointApplications.disqualifiers[${at}]`,
      to,
      among: sound.disqualifiers?.map(({ id }) => id),
    })),
    { path: "budget.governedBy", to: sound.budget?.governedBy, among: papers },
    ...(sound.budget?.subjects ?? []).flatMap((subject, at) =>
      (["ceilings", "limits"] as const).flatMap((of) =>
        subject[of].map(({ instrument }, index) => ({
          path: `budget.subjects[${at}].${of}[${index}].instrument`,
          to: instrument,
          among: papers,
        })),
      ),
    ),
  ];
  return references.flatMap(({ path, to, among }) =>
    to == null || !among || among.includes(to) ? [] : [fault(path, "unknown-reference", to)],
  );
}

function incomplete(sound: SoundParts): Fault[] {
  const { sections, entryRoutes, timetable, documents, publicNotice, channels } = sound;
  const faults: Fault[] = [];
  const demand = (holds: boolean, found: Fault) => {
    if (!holds) faults.push(found);
  };
  // Of an extra no mail says what it is.
  const formats = (documents?.required ?? []).map(({ format }) => format).filter((one) => one !== "ofd");
  const joint = sound.jointApplications;
  const isShared = joint?.takes === "lead-and-partners" && joint.sharesStated === true;
  demand(!isShared || sound.budget !== null, fault("jointApplications.sharesStated", "shares-of-nothing"));
  const isClear = new Set(formats).size === formats.length;
  demand(!channels?.mail || isClear, fault("channels.mail", "mailed-kinds-unclear"));
  if (sections && entryRoutes?.some(({ needsReasons }) => needsReasons)) {
    demand(
      sections.some(({ kind }) => kind === "self-nomination"),
      fault("sections", "setting-missing", "self-nomination"),
    );
  }
  for (const [at, section] of (sections ?? []).entries()) {
    const path = `sections[${at}]`;
    demand(
      section.kind !== "plan" || section.capability !== null,
      fault(`${path}.capability`, "setting-missing"),
    );
    demand(
      section.kind !== "budget" || sound.budget !== null,
      fault("budget", "setting-missing", section.key),
    );
    const tooLong = section.parts.find((part) => part.maxCharacters > section.maxCharacters);
    demand(tooLong === undefined, fault(`${path}.maxCharacters`, "part-exceeds-section", tooLong?.key));
  }
  const few = timetable?.tooFewApplicants;
  demand(
    few?.action !== "extend" || (few.minimum !== null && few.workingDays !== null),
    fault("timetable.tooFewApplicants", "setting-missing"),
  );
  const { defence, locale, languages } = sound;
  if (defence?.who && defence.shortlist !== undefined) {
    demand(
      (defence.who === "shortlist") === (defence.shortlist !== null),
      fault("defence.shortlist", "setting-missing"),
    );
  }
  for (const [at, { of }] of (sound.reminders ?? []).entries()) {
    demand(
      of !== "defence-receipt-due" || defence === undefined || Boolean(defence?.preparation),
      fault(`reminders[${at}].of`, "setting-missing", "defence.preparation"),
    );
    demand(
      of !== "objection-due" ||
        publicNotice?.objection === undefined ||
        Boolean(publicNotice.objection.handling),
      fault(`reminders[${at}].of`, "setting-missing", "publicNotice.objection.handling"),
    );
  }
  demand(!locale || !languages || languages.includes(locale), fault("locale", "locale-not-offered", locale));
  demand(
    documents?.receiptDecides?.by !== "paper" || documents.paper !== null,
    fault("documents.paper", "setting-missing"),
  );
  demand(
    documents?.required === undefined || documents.required.some(({ required }) => required),
    fault("documents.required", "nothing-required"),
  );
  for (const [at, { format, required, twinOf }] of (documents?.required ?? []).entries()) {
    demand(
      format !== "ofd" || (!required && twinOf === null),
      fault(`documents.required[${at}].format`, "extra-only"),
    );
  }
  const { workingDays, minimumWorkingDays } = publicNotice ?? {};
  demand(
    workingDays === undefined || minimumWorkingDays === undefined || workingDays >= minimumWorkingDays,
    fault("publicNotice.workingDays", "notice-too-short", `${workingDays} < ${minimumWorkingDays}`),
  );
  const { statementWorkingDays: stated, conclusionWorkingDays: concluded } =
    publicNotice?.objection?.handling ?? {};
  demand(
    stated === undefined || concluded === undefined || concluded > stated,
    fault("publicNotice.objection.handling.conclusionWorkingDays", "conclusion-too-soon"),
  );
  return [...faults, ...ruleFaults(sound), ...tierFaults(sound)];
}

/** Where societies apply for a tier, one section offers exactly the programme's; elsewhere none does. */
function tierFaults({ sections, tiers, tierChoice }: SoundParts): Fault[] {
  if (!sections || !tiers || !tierChoice) return [];
  const offering = sections.filter(({ kind }) => kind === "tier-choice");
  if (tierChoice.by === "rank")
    return offering.map(({ key }) => fault("sections", "tier-not-applied-for", key));
  const [section, ...others] = offering;
  if (!section || others.length > 0) return [fault("sections", "setting-missing", "tier-choice")];
  const offered = (key: string) => section.parts.find((part) => part.key === key && part.required)?.options;
  const agrees = (key: string, values: readonly string[]) =>
    offered(key)
      ?.map(({ value }) => value)
      .toSorted()
      .join() === values.toSorted().join();
  const sound =
    section.required === "always" &&
    agrees(
      tierParts.tier,
      tiers.map(({ id }) => id),
    ) &&
    agrees(tierParts.acceptsLower, Object.values(tierAnswers));
  return sound ? [] : [fault(`sections.${section.key}`, "tiers-not-offered")];
}

function ruleFaults({ disqualifiers, budget }: SoundParts): Fault[] {
  const idle = (disqualifiers ?? []).flatMap(({ rule }, at) => {
    if (rule.kind !== "annual-inspection") return [];
    const fails = rule.latestFails.length > 0 || rule.consecutive !== null || rule.anyOfLast !== null;
    return fails ? [] : [fault(`disqualifiers[${at}].rule`, "rule-fails-nothing")];
  });
  const reversed = (budget?.subjects ?? []).flatMap(({ ceilings }, at) =>
    ceilings.flatMap(({ minFen, maxFen }, index) =>
      minFen === null || minFen <= maxFen
        ? []
        : [fault(`budget.subjects[${at}].ceilings[${index}]`, "bounds-reversed")],
    ),
  );
  return [...idle, ...reversed];
}
