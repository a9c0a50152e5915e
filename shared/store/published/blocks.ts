import type { KeptOutBecause } from "../../contract/defence-record.ts";
import type { ApplicationId, SocietyCode } from "../../kernel/ids.ts";
import { blockedByPaper } from "../../programme/paper.ts";
import type { ProgrammeDefinition } from "../../programme/schema.ts";
import { blockedBySupplier } from "../../programme/supplier.ts";
import { copies } from "./copies.ts";
import { societies } from "./societies.ts";

type Standing = readonly { id: ApplicationId; societyCode: SocietyCode }[];

/** What each of these applications is kept from now; left out: who is kept from nothing. */
type Blocks = ReadonlyMap<ApplicationId, "defence" | "award">;

/** 一式15份: by copies on paper that are short, where the programme lets that stand in the way. */
export async function blocksOfPaper(
  standing: Standing,
  { documents: { paper } }: ProgrammeDefinition,
): Promise<Blocks> {
  if (paper === null) return new Map();
  const held = await copies.getMany(standing.map(({ id }) => ({ applicationId: id })));
  return new Map(
    held.flatMap((one) => {
      const blocks = blockedByPaper(paper, one);
      return blocks === "nothing" ? [] : [[one.applicationId, blocks]];
    }),
  );
}

/** 四、申报程序（二）: by a society that is no registered supplier, where the programme asks for that. */
export async function blocksOfSupplier(
  standing: Standing,
  { supplierRegistration: asked }: ProgrammeDefinition,
): Promise<Blocks> {
  if (asked === null) return new Map();
  const known = await societies.getMany(standing.map(({ societyCode: code }) => ({ code })));
  const factOf = new Map(known.map(({ code, facts }) => [code, facts.supplier]));
  return new Map(
    standing.flatMap(({ id, societyCode }) => {
      const blocks = blockedBySupplier(asked, factOf.get(societyCode) ?? null);
      return blocks === "nothing" ? [] : [[id, blocks]];
    }),
  );
}

/** Who of these may not defend yet, and why; left out: whom nothing keeps from it. */
export async function keptFromDefence(
  standing: Standing,
  definition: ProgrammeDefinition,
): Promise<ReadonlyMap<ApplicationId, KeptOutBecause[]>> {
  const [paper, supplier] = await Promise.all([
    blocksOfPaper(standing, definition),
    blocksOfSupplier(standing, definition),
  ]);
  return new Map(
    standing.flatMap(({ id }) => {
      const because: KeptOutBecause[] = [
        ...(paper.get(id) === "defence" ? (["paper-short"] as const) : []),
        ...(supplier.get(id) === "defence" ? (["supplier-unregistered"] as const) : []),
      ];
      return because.length > 0 ? [[id, because] as const] : [];
    }),
  );
}
