import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { partitions, synthesize } from "../../infra/synth.ts";

type Partition = keyof typeof partitions;

/** One resource of a template, as it would be deployed. */
export interface Resource {
  /** Stack and logical id, as a failing test names it. */
  at: string;
  stack: string;
  id: string;
  type: string;
  properties: Record<string, unknown>;
  /** What becomes of it when its stack is destroyed. */
  deletionPolicy: string | undefined;
}

/** A partition's example stage, synthesized. */
export interface Deployed {
  partition: Partition;
  /** The folder of its cloud assembly. */
  dir: string;
  resources: Resource[];
  all: (type: string) => Resource[];
}

interface Template {
  Resources?: Record<string, { Type: string; Properties?: Record<string, unknown>; DeletionPolicy?: string }>;
}

/** The folder of a partition's assembly. The first file of a run that asks makes it, the others wait for it. */
async function assemblyOf(partition: Partition): Promise<string> {
  const dir = join(process.env.LINXUAN_TEST_RUN ?? "", "deployed");
  const outdir = join(dir, partition);
  const outcome = `${outdir}.outcome`;
  try {
    mkdirSync(dir, { recursive: true });
    mkdirSync(`${outdir}.begun`);
  } catch {
    while (!existsSync(outcome)) await wait(100);
    const fault = readFileSync(outcome, "utf8");
    if (fault !== "") throw new Error(fault);
    return outdir;
  }
  try {
    synthesize({ ...partitions[partition], outdir });
    writeFileSync(outcome, "");
  } catch (cause) {
    writeFileSync(outcome, String(cause));
    throw cause;
  }
  return outdir;
}

const ending = ".template.json";

function resourcesIn(dir: string): Resource[] {
  return readdirSync(dir)
    .filter((file) => file.endsWith(ending))
    .flatMap((file) => {
      const stack = file.slice(0, -ending.length);
      const { Resources = {} } = JSON.parse(readFileSync(join(dir, file), "utf8")) as Template;
      return Object.entries(Resources).map(([id, { Type, Properties = {}, DeletionPolicy }]) => ({
        ...{ at: `${stack}/${id}`, stack, id, type: Type },
        ...{ properties: Properties, deletionPolicy: DeletionPolicy },
      }));
    });
}

/** Both partitions' example stages with every resource in them, by the partition's name. */
export async function deployed(): Promise<[Partition, Deployed][]> {
  const made: [Partition, Deployed][] = [];
  for (const partition of ["aws", "aws-cn"] as const) {
    const dir = await assemblyOf(partition);
    const resources = resourcesIn(dir);
    const all = (type: string) => resources.filter((one) => one.type === type);
    made.push([partition, { partition, dir, resources, all }]);
  }
  return made;
}

/** The logical id that a `Ref` or a `Fn::GetAtt` names. */
export function referred(value: unknown): string | undefined {
  const { Ref, "Fn::GetAtt": attribute } = (value ?? {}) as { Ref?: string; "Fn::GetAtt"?: string[] };
  return Ref ?? attribute?.[0];
}

/** Where the given ones are that a test finds at fault. */
export const where = (resources: readonly Resource[], isAtFault: (one: Resource) => boolean): string[] =>
  resources.filter(isAtFault).map(({ at }) => at);

/** A value of a template as text, to look for a word in it. */
export const text = (value: unknown): string => JSON.stringify(value) ?? "";
