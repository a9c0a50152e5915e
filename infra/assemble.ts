import { type App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import type { ServiceManifest } from "../shared/kernel/manifest.ts";
import { bundleAll } from "./bundle.ts";
import { Kept } from "./data.ts";
import { Edge } from "./edge.ts";
import { explainAuthorisation, explainKept } from "./nag.ts";
import { ServiceStack } from "./service.ts";
import { isLocal, type Stage } from "./stage.ts";

/** Puts the stacks of a stage into an app: Kept, Edge and one per service. */
export function assemble(app: App, stage: Stage, services: readonly ServiceManifest[]): void {
  bundleAll(services);
  const kept = new Kept(app, stage);
  const edge = new Edge(app, stage, kept);
  for (const manifest of services) new ServiceStack(app, manifest, { stage, kept, edge });
  // What is deployed is checked; the local stage has the same code and starts sooner without.
  if (isLocal(stage)) return;
  explainAuthorisation(app);
  explainKept(kept);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
