import { Validations } from "aws-cdk-lib";
import type { CfnBucket } from "aws-cdk-lib/aws-s3";
import type { IConstruct } from "constructs";
import type { BucketName, FunctionManifest } from "../shared/kernel/manifest.ts";
import type { Kept } from "./data.ts";
import type { ServiceFunction } from "./function.ts";
import { ownRules } from "./malware.ts";

/** One acknowledged finding: why it is right here, and the test that watches in its place. */
interface Acknowledged {
  id: string;
  reason: string;
  test: string;
}

const acknowledge = (construct: IConstruct, { id, reason, test }: Acknowledged): void =>
  Validations.of(construct).acknowledge({ id, reason: `${reason}. Test: ${test}` });

/** A finding that is acknowledged: of which rule, at which construct (its path; empty for the whole app), and why. */
export interface Acknowledgement {
  rule: string;
  at: string;
  reason: string;
}

/** Every acknowledged finding of an app; synth prints how many there are of each rule. */
export function acknowledgements(app: IConstruct): Acknowledgement[] {
  return app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .map(([id, reason]) => {
        const rule = id.replace(/^annotation::/i, "").replace(/\[.*\]$/, "");
        return { rule, at: node.path, reason };
      }),
  );
}

/** The one rule that is acknowledged for the whole app: people are authorised inside the functions. */
export function explainAuthorisation(app: IConstruct): void {
  acknowledge(app, {
    id: "AwsSolutions-APIG4",
    reason:
      "Sign-in is our own in every partition; each route names its roles and its function turns others away",
    test: "test/contract/roles.test.ts",
  });
}

/** The finding of a wildcard below a kept resource: the checks name it as the other stacks import it. */
function wildcardBelow(kept: Kept, arn: string, below: string): string {
  const { "Fn::ImportValue": imported } = kept.resolve(kept.exportValue(arn));
  return `AwsSolutions-IAM5[Resource::${imported}${below}]`;
}

/** What a function's own policy holds that looks wide and is not. */
export function explainFunction({ role }: ServiceFunction, manifest: FunctionManifest, kept: Kept): void {
  const test = "test/infra/grants.test.ts";
  for (const name of Object.keys(manifest.buckets ?? {}) as BucketName[]) {
    acknowledge(role, {
      id: wildcardBelow(kept, kept.buckets[name].bucketArn, "/*"),
      reason: "Objects of one named bucket; keys are made by the service and scoped to an application",
      test,
    });
  }
  if (manifest.onOutbox) {
    acknowledge(role, {
      id: wildcardBelow(kept, kept.table.tableArn, "/stream/*"),
      reason: "ListStreams names no one stream; it is bound to this table's",
      test,
    });
  }
}

/** What of the kept things the checks can't see. */
export function explainKept(kept: Kept): void {
  const { smtp, accessLog, malware } = kept;
  acknowledge(accessLog, {
    id: "AwsSolutions-S1",
    reason: "It is the bucket that the others log to",
    test: "test/infra/kept.test.ts",
  });
  if (malware) {
    const test = "test/infra/partitions.test.ts";
    const quarantine = kept.getLogicalId(kept.buckets.quarantine.node.defaultChild as CfnBucket);
    const rules = `arn:<AWS::Partition>:events:${kept.region}:<AWS::AccountId>:rule/${ownRules}`;
    acknowledge(malware.role, {
      id: `AwsSolutions-IAM5[Resource::<${quarantine}.Arn>/*]`,
      reason: "GuardDuty scans every object of quarantine",
      test,
    });
    acknowledge(malware.role, {
      id: `AwsSolutions-IAM5[Resource::${rules}]`,
      reason: "GuardDuty's own rules bear a number that it chooses; only rules that it manages are changed",
      test,
    });
  }
  if (smtp) {
    acknowledge(smtp, {
      id: "AwsSolutions-SMG4",
      reason: "The relay's password belongs to another provider, which has no rotation to call",
      test: "test/infra/partitions.test.ts",
    });
  }
}
