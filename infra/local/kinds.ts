/** Where a resource stands and what it is called: all that its ARN and attributes are made of. */
export interface Place {
  partition: string;
  region: string;
  accountId: string;
  urlSuffix: string;
  /** Physical name, or a generated id for what has none. */
  name: string;
}

type Spell = (place: Place) => string;

/** How the local cloud treats a type of resource. */
export interface Kind {
  /** Absent: it is run. Otherwise why nothing here needs to run it. */
  inert?: string;
  /** The property that names it; without one, or without a value, a name is made from stack and logical id. */
  named?: string;
  /** What `Ref` gives; the name when absent. */
  ref?: Spell;
  attributes?: Record<string, Spell>;
}

const arn =
  (service: string, resource: (name: string) => string): Spell =>
  ({ partition, region, accountId, name }) =>
    `arn:${partition}:${service}:${region}:${accountId}:${resource(name)}`;
const named: Spell = ({ name }) => name;

const tableArn = arn("dynamodb", (name) => `table/${name}`);
const table: Kind = {
  named: "TableName",
  attributes: { Arn: tableArn, StreamArn: (place) => `${tableArn(place)}/stream/local`, TableId: named },
};
const roleArn: Spell = ({ partition, accountId, name }) => `arn:${partition}:iam::${accountId}:role/${name}`;
const secretArn = arn("secretsmanager", (name) => `secret:${name}-Local0`);
const topicArn = arn("sns", (name) => name);
const endpoint: Spell = ({ name, region, urlSuffix }) => `https://${name}.execute-api.${region}.${urlSuffix}`;
const encryption = "encryption at rest shows to no caller";
const watching = "alarms watch a deployment";
const logging = "functions' output goes to the terminal";
const deploying = "it acts while deploying only";

/** Every type that a template may hold. Another one is refused: what it would do on AWS would be missing here. */
export const kinds: Record<string, Kind> = {
  "AWS::ApiGatewayV2::Api": { attributes: { ApiEndpoint: endpoint, ApiId: named } },
  "AWS::ApiGatewayV2::Integration": {},
  "AWS::ApiGatewayV2::Route": {},
  "AWS::ApiGatewayV2::Stage": { named: "StageName" },
  "AWS::CDK::Metadata": { inert: "it counts constructs" },
  "AWS::CloudWatch::Alarm": {
    inert: watching,
    named: "AlarmName",
    attributes: { Arn: arn("cloudwatch", (name) => `alarm:${name}`) },
  },
  "AWS::CloudWatch::CompositeAlarm": {
    inert: watching,
    named: "AlarmName",
    attributes: { Arn: arn("cloudwatch", (name) => `alarm:${name}`) },
  },
  "AWS::CloudWatch::Dashboard": { inert: watching, named: "DashboardName" },
  "AWS::DynamoDB::GlobalTable": table,
  "AWS::DynamoDB::Table": table,
  "AWS::Events::EventBus": {
    named: "Name",
    attributes: { Arn: arn("events", (name) => `event-bus/${name}`), Name: named },
  },
  "AWS::Events::Rule": { named: "Name", attributes: { Arn: arn("events", (name) => `rule/${name}`) } },
  "AWS::GuardDuty::MalwareProtectionPlan": {
    inert: "nothing scans here: files stay 'not scanned', a state that the product shows",
  },
  "AWS::IAM::Policy": { named: "PolicyName" },
  "AWS::IAM::Role": { named: "RoleName", attributes: { Arn: roleArn, RoleId: named } },
  "AWS::KMS::Alias": { inert: encryption, named: "AliasName" },
  "AWS::KMS::Key": {
    inert: encryption,
    attributes: { Arn: arn("kms", (name) => `key/${name}`), KeyId: named },
  },
  "AWS::Lambda::EventInvokeConfig": {},
  "AWS::Lambda::EventSourceMapping": {},
  "AWS::Lambda::Function": {
    named: "FunctionName",
    attributes: { Arn: arn("lambda", (name) => `function:${name}`) },
  },
  "AWS::Lambda::Permission": {},
  "AWS::Logs::LogGroup": {
    inert: logging,
    named: "LogGroupName",
    attributes: { Arn: arn("logs", (name) => `log-group:${name}:*`) },
  },
  "AWS::Logs::MetricFilter": { inert: watching },
  "AWS::Logs::QueryDefinition": { inert: logging },
  "AWS::Logs::ResourcePolicy": { inert: logging },
  "AWS::S3::Bucket": {
    named: "BucketName",
    attributes: {
      Arn: ({ partition, name }) => `arn:${partition}:s3:::${name}`,
      DomainName: ({ name, urlSuffix }) => `${name}.s3.${urlSuffix}`,
      RegionalDomainName: ({ name, region, urlSuffix }) => `${name}.s3.${region}.${urlSuffix}`,
    },
  },
  "AWS::S3::BucketPolicy": {},
  "AWS::SES::ConfigurationSet": { inert: "the local mailbox takes every letter", named: "Name" },
  "AWS::SES::ConfigurationSetEventDestination": {
    inert: "the local mailbox puts mail events on the default bus itself",
  },
  "AWS::SES::EmailIdentity": {
    inert: "nothing leaves the local mailbox, so no identity is proved",
    named: "EmailIdentity",
  },
  "AWS::SNS::Subscription": { inert: watching },
  "AWS::SNS::Topic": {
    inert: watching,
    named: "TopicName",
    ref: topicArn,
    attributes: { TopicArn: topicArn, TopicName: named },
  },
  "AWS::SNS::TopicPolicy": { inert: watching },
  "AWS::SQS::Queue": {
    named: "QueueName",
    ref: ({ region, urlSuffix, accountId, name }) =>
      `https://sqs.${region}.${urlSuffix}/${accountId}/${name}`,
    attributes: { Arn: arn("sqs", (name) => name), QueueName: named },
  },
  "AWS::SQS::QueuePolicy": {},
  "AWS::SecretsManager::Secret": { named: "Name", ref: secretArn, attributes: { Id: secretArn } },
  "Custom::S3AutoDeleteObjects": { inert: deploying },
  "Custom::S3BucketNotifications": {},
};
