import { App } from "aws-cdk-lib";
import { assemble } from "./assemble.ts";
import { services } from "./services.ts";
import { stageOf } from "./stage.ts";

const app = new App();
assemble(app, stageOf(app), services);
app.synth();
