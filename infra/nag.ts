import { Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";
import type { FunctionManifest } from "../shared/kernel/manifest.ts";
import type { Kept } from "./data.ts";
import type { ServiceFunction } from "./function.ts";

/** One acknowledged finding: why it is right here, and the test that watches in its place. */
interface Acknowledged {
  id: string;
  reason: string;
  test: string;
}

const acknowledged: Acknowledged[] = [];

function acknowledge(construct: IConstruct, finding: Acknowledged): void {
  acknowledged.push(finding);
  Validations.of(construct).acknowledge({ id: finding.id, reason: `${finding.reason} (${finding.test})` });
}

/** How many findings of each rule were acknowledged; synth prints it. */
export function acknowledgements(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { id } of acknowledged) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** The one rule that is acknowledged for the whole app: people are authorised inside the functions. */
export function explainAuthorisation(app: IConstruct): void {
  acknowledge(app, {
    id: "AwsSolutions-APIG4",
    reason:
      "Sign-in is our own in every partition; each route names its roles and the function enforces them",
    test: "test/contract/routes.test.ts: role x route matrix",
  });
}

/** What a function's own policy holds that looks wide and is not. */
export function explainService(made: ServiceFunction, manifest: FunctionManifest): void {
  if (Object.keys(manifest.buckets ?? {}).length === 0) return;
  acknowledge(made.lambda, {
    id: "AwsSolutions-IAM5",
    reason: "Objects of one named bucket; keys are made by the service and scoped to an application",
    test: "test/infra/template.test.ts: no wildcard but objects of a named bucket",
  });
}

/** What of the kept things the checks can't see. */
export function explainKept({ smtp }: Kept, accessLog: IConstruct): void {
  acknowledge(accessLog, {
    id: "AwsSolutions-S1",
    reason: "It is the bucket that the others log to",
    test: "test/infra/template.test.ts: every bucket logs or is logged to",
  });
  if (smtp) {
    acknowledge(smtp, {
      id: "AwsSolutions-SMG4",
      reason: "The relay's password belongs to another provider, which has no rotation to call",
      test: "docs/runbook.md: the mail relay's password",
    });
  }
}
