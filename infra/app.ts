import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { Kept } from "./data.ts";
import { Edge } from "./edge.ts";
import { acknowledgements, explainAuthorisation, explainKept } from "./nag.ts";
import { ServiceStack } from "./service.ts";
import { services } from "./services.ts";
import { stageOf } from "./stage.ts";

const app = new App();
const stage = stageOf(app);
const kept = new Kept(app, stage);
const edge = new Edge(app, stage);
for (const manifest of services) new ServiceStack(app, manifest, { stage, kept, edge });

// What is deployed is checked; the local stage has the same code and starts a quarter sooner without.
if (stage.stage !== "local") {
  explainAuthorisation(app);
  explainKept(kept, kept.node.findChild("AccessLog"));
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
app.synth();
if (stage.stage !== "local") {
  for (const [rule, count] of acknowledgements()) console.log(`acknowledged ${rule}: ${count}`);
}
