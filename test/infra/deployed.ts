import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Acknowledgement } from "../../infra/nag.ts";
import type { Stage } from "../../infra/stage.ts";
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
  acknowledged: Acknowledgement[];
  resources: Resource[];
  all: (type: string) => Resource[];
}

interface Template {
  Resources?: Record<string, { Type: string; Properties?: Record<string, unknown>; DeletionPolicy?: string }>;
}

interface Outcome {
  fault?: string;
  acknowledged?: Acknowledgement[];
}

/** A stage's assembly and what was acknowledged in it. The first file of a run that asks makes it, the others wait. */
async function assemblyOf(
  name: string,
  settings: Partial<Stage> & Pick<Stage, "stage" | "region">,
): Promise<Pick<Deployed, "dir" | "acknowledged">> {
  const dir = join(process.env.LINXUAN_TEST_RUN ?? "", "deployed");
  const outdir = join(dir, name);
  const file = `${outdir}.outcome`;
  const tell = (outcome: Outcome) => {
    writeFileSync(`${file}.part`, JSON.stringify(outcome));
    renameSync(`${file}.part`, file);
  };
  mkdirSync(dir, { recursive: true });
  if (isFirst(`${outdir}.begun`)) {
    try {
      const { acknowledged } = synthesize({ ...settings, outdir });
      tell({ acknowledged });
    } catch (cause) {
      tell({ fault: String(cause) });
    }
  }
  while (!existsSync(file)) await wait(100);
  const { fault, acknowledged = [] }: Outcome = JSON.parse(readFileSync(file, "utf8"));
  if (fault !== undefined) throw new Error(fault);
  return { dir: outdir, acknowledged };
}

function isFirst(mark: string): boolean {
  try {
    mkdirSync(mark);
    return true;
  } catch {
    return false;
  }
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
    const { dir, acknowledged } = await assemblyOf(partition, partitions[partition]);
    const resources = resourcesIn(dir);
    const all = (type: string) => resources.filter((one) => one.type === type);
    made.push([partition, { partition, dir, acknowledged, resources, all }]);
  }
  return made;
}

/** The folder of the assembly that `npm start` runs. */
export const localAssembly = async (): Promise<string> =>
  (await assemblyOf("local", { stage: "local", region: "ap-southeast-1" })).dir;

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
