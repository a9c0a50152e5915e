import type { DrawRules, PanelRules } from "./draw-rules.ts";
import { type Fault, fault, type SoundParts } from "./fault.ts";

const path = "reviewing.assignment.draw";

/** Experts that are drawn need the rules of the draw, and rules need a draw; a panel of the round has strata of its own. */
export function drawFaults({ reviewing }: SoundParts): Fault[] {
  const rules = reviewing?.assignment;
  if (!rules) return [];
  const { draw } = rules;
  const isLone = (rules.mode === "drawn") !== (draw !== null);
  return [
    ...(isLone ? [fault(path, draw ? "draw-unused" : "setting-missing")] : []),
    ...(draw?.panel && draw.strata !== "none" ? [fault(`${path}.strata`, "strata-twice", draw.strata)] : []),
    ...(draw?.panel ? panelFaults(draw.panel, reviewing) : []),
    ...(draw?.ownField
      ? fieldFaults(draw, { ...reviewing, perInstitution: rules.panel.perInstitution })
      : []),
  ];
}

/** Each expert is of one stratum at most, and the panel is large enough for an application and for its experts' caps. */
function panelFaults({ strata }: PanelRules, { expertsPerApplication: k }: Sized): Fault[] {
  const seats = strata.reduce((sum, one) => sum + one.seats, 0);
  const fields = strata.flatMap((one, at) =>
    // Whoever is of no other stratum can be of one only.
    one.fields.length === 0 ? [{ at, field: "" }] : one.fields.map((field) => ({ at, field })),
  );
  return [
    ...strata.flatMap(({ id }, at) =>
      strata.findIndex((one) => one.id === id) === at
        ? []
        : [fault(`${path}.panel.strata[${at}].id`, "duplicate-id", id)],
    ),
    ...fields.flatMap(({ at, field }, place) =>
      fields.findIndex((one) => one.field === field) === place
        ? []
        : [fault(`${path}.panel.strata[${at}].fields`, "field-twice", field)],
    ),
    ...(seats < (k ?? 0) ? [fault(`${path}.panel.strata`, "panel-too-small", `${seats} < ${k}`)] : []),
  ];
}

/** Seats for a field need strata, leave a seat for others, and stand beside no panel and no rule of institutions. */
function fieldFaults(
  { strata, panel, ownField }: DrawRules,
  { expertsPerApplication: k, perInstitution }: Sized & { perInstitution: string },
): Fault[] {
  const seats = ownField?.seats ?? 0;
  return [
    ...(strata === "none" && !panel ? [fault(`${path}.strata`, "setting-missing")] : []),
    ...(panel ? [fault(`${path}.ownField`, "field-seats-unfit")] : []),
    ...(k !== undefined && seats >= k
      ? [fault(`${path}.ownField.seats`, "field-seats-unfit", `${seats} ≥ ${k}`)]
      : []),
    ...(perInstitution === "off"
      ? []
      : [fault("reviewing.assignment.panel.perInstitution", "field-seats-apart", perInstitution)]),
  ];
}

interface Sized {
  expertsPerApplication?: number;
}
