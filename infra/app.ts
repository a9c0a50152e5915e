import { App } from "aws-cdk-lib";
import { assemble } from "./assemble.ts";
import { services } from "./services.ts";
import { isLocal, stageOf } from "./stage.ts";

const app = new App();
const stage = stageOf(app);
// The command line says its version to the app that it runs; the local cloud runs the app itself.
if (isLocal(stage) && process.env.CDK_CLI_VERSION !== undefined)
  throw new Error("the stage `local` is what npm start runs; it is never deployed");
assemble(app, stage, services);
app.synth();
