import { kinds } from "./kinds.ts";
import { type Properties, properties } from "./properties.ts";
import { type Found, throwFaults } from "./stacks.ts";

/** A resource that is run, with its properties parsed. */
export interface Part<T extends keyof Properties> extends Omit<Found, "properties"> {
  properties: Properties[T];
}
export type Parts = { [T in keyof Properties]: Part<T>[] };

const isRun = (type: string): type is keyof Properties => type in properties;

function tokenOf({ properties: given }: Found): string | undefined {
  return typeof given === "object" && given !== null && "ServiceToken" in given
    ? String(given.ServiceToken)
    : undefined;
}

/**
 * Sorts resources by type with their properties parsed. A function that a custom resource calls works only while
 * deploying and is left out. Throws with each resource that has a property, or a combination, that would not be run.
 */
export function partsOf(resources: readonly Found[]): Parts {
  const deployers = new Set(resources.map(tokenOf));
  const faults: string[] = [];
  const read = <T extends keyof Properties>(type: T): Part<T>[] =>
    resources.flatMap((resource) => {
      if (resource.type !== type || (resource.arn !== "" && deployers.has(resource.arn))) return [];
      const parsed = properties[type].safeParse(resource.properties);
      if (parsed.success) return [{ ...resource, properties: parsed.data as Properties[T] }];
      for (const { path, message } of parsed.error.issues)
        faults.push(`${resource.id}: ${path.join(".")}: ${message}`);
      return [];
    });
  for (const { id, type } of resources) {
    if (kinds[type]?.inert === undefined && !isRun(type)) faults.push(`${id}: nothing runs it`);
  }
  const types = Object.keys(properties).filter(isRun);
  const parts = Object.fromEntries(types.map((type) => [type, read(type)])) as Parts;
  throwFaults(faults);
  return parts;
}
