import { Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  CfnConfigurationSetEventDestination,
  ConfigurationSet,
  EmailIdentity,
  Identity,
} from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import type { Stage } from "./stage.ts";

/** What SES tells of a letter: what did not arrive, was not wanted, or was never told of, brings a call of an officer. */
const told = ["BOUNCE", "COMPLAINT", "DELIVERY"];

/** The address that letters come from, and where SES tells of those that did not arrive. */
export class MailIdentity extends Construct {
  readonly configurationSet: ConfigurationSet;
  private readonly identity: EmailIdentity;

  constructor(scope: Construct, id: string, { mailFrom, stage }: Stage) {
    super(scope, id);
    this.configurationSet = new ConfigurationSet(this, "Set", { configurationSetName: `linxuan-${stage}` });
    const domain = mailFrom.slice(mailFrom.indexOf("@") + 1);
    this.identity = new EmailIdentity(this, "Identity", { identity: Identity.domain(domain) });
    new CfnConfigurationSetEventDestination(this, "Events", {
      configurationSetName: this.configurationSet.configurationSetName,
      eventDestination: {
        enabled: true,
        matchingEventTypes: told,
        eventBridgeDestination: {
          eventBusArn: Stack.of(this).formatArn({
            service: "events",
            resource: "event-bus",
            resourceName: "default",
          }),
        },
      },
    });
  }

  /** May send letters, from this address and through this set only. */
  sending(): PolicyStatement {
    const { formatArn } = Stack.of(this);
    const arn = (resource: string, resourceName: string) =>
      formatArn.call(Stack.of(this), { service: "ses", resource, resourceName });
    return new PolicyStatement({
      actions: ["ses:SendRawEmail"],
      resources: [
        arn("identity", this.identity.emailIdentityName),
        arn("configuration-set", this.configurationSet.configurationSetName),
      ],
    });
  }
}
