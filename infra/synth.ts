import { readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { App } from "aws-cdk-lib";
import * as z from "zod";
import type { ServiceManifest } from "../shared/kernel/manifest.ts";
import { assemble } from "./assemble.ts";
import { type Acknowledgement, acknowledgements } from "./nag.ts";
import { services } from "./services.ts";
import { type Stage, stageOf } from "./stage.ts";

const root = resolve(import.meta.dirname, "..");
const Settings = z.object({ context: z.record(z.string(), z.unknown()) });

interface Synthesis extends Partial<Stage> {
  /** The folder of the cloud assembly; what was there is gone. */
  outdir: string;
  region: string;
  stage: string;
  /** These services instead of all. */
  only?: readonly ServiceManifest["name"][];
}

interface Synthesized {
  outdir: string;
  /** Resources of each stack, by its name. */
  resources: Map<string, number>;
  /** Acknowledged findings of cdk-nag. */
  acknowledged: Acknowledgement[];
}

/**
 * Synthesizes a stage, offline and without credentials. Settings that are not given are those under its name in cdk.json.
 * @throws when a setting is wrong, a bundle does not build or a finding of the checks is not explained
 */
export function synthesize({ outdir, only, ...given }: Synthesis): Synthesized {
  const { context } = Settings.parse(JSON.parse(readFileSync(join(root, "cdk.json"), "utf8")));
  rmSync(outdir, { recursive: true, force: true });
  const app = new App({ outdir, context: { ...context, ...given } });
  assemble(
    app,
    stageOf(app),
    services.filter(({ name }) => only === undefined || only.includes(name)),
  );
  const { stacks } = app.synth();
  return {
    outdir,
    resources: new Map(
      stacks.map(({ stackName, template }) => [stackName, Object.keys(template.Resources ?? {}).length]),
    ),
    acknowledged: acknowledgements(app),
  };
}

const example = {
  stage: "prod",
  origin: "https://linxuan.example",
  mailFrom: "no-reply@linxuan.example",
  firstAdministrator: "admin@linxuan.example",
  alarmMail: "duty@linxuan.example",
};

/** A stage in each partition, as it would be deployed; the addresses are an example's. */
export const partitions = {
  aws: { ...example, region: "ap-southeast-1", malware: "guardduty" },
  "aws-cn": { ...example, region: "cn-north-1", malware: "none" },
} as const satisfies Record<string, Stage>;

if (import.meta.main) {
  for (const [partition, stage] of Object.entries(partitions)) {
    const { outdir, resources, acknowledged } = synthesize({
      ...stage,
      outdir: join(root, "cdk.out", partition),
    });
    console.log(`\n${partition} (${stage.region}) -> ${outdir.slice(root.length + 1)}`);
    for (const [stack, count] of resources) console.log(`  ${String(count).padStart(4)} resources  ${stack}`);
    const byRule = Object.entries(Object.groupBy(acknowledged, ({ rule }) => rule)).sort();
    for (const [rule, found = []] of byRule)
      console.log(`  ${String(found.length).padStart(4)} acknowledged  ${rule}`);
  }
}
