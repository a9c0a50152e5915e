import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { App } from "aws-cdk-lib";
import { describe, expect, it } from "vitest";
import { stageOf } from "../../infra/stage.ts";
import { partitions } from "../../infra/synth.ts";
import { deployed, type Resource, text, where } from "./deployed.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
const stages = new Map(await deployed());

/** Types of services that the China regions have not, or have and we do not rely on. */
const absentInChina = [
  "AWS::SES::",
  "AWS::Cognito::",
  "AWS::Lambda::Url",
  "AWS::XRay::",
  "AWS::Scheduler::",
  "AWS::GuardDuty::",
  "AWS::CloudFront::",
  "AWS::WAF",
  "AWS::Pinpoint::",
];
/** The same as properties, actions and principals of what is there. */
const absentWords = [
  "TracingConfig",
  "xray:",
  "ses:",
  "cognito",
  "guardduty",
  "scheduler",
  "FunctionUrl",
  "SnapStart",
];

describe("in a China region", () => {
  const china = stages.get("aws-cn");
  const resources = china?.resources ?? [];

  it("nothing is deployed that there is not", () => {
    const isAbsent = ({ type }: Resource) => absentInChina.some((word) => type.startsWith(word));
    expect(resources.length).toBeGreaterThan(300);
    expect(where(resources, isAbsent)).toEqual([]);
    for (const word of absentWords)
      expect(
        where(resources, (one) => text(one).toLowerCase().includes(word.toLowerCase())),
        word,
      ).toEqual([]);
  });

  it("no ARN is written for the other partition", () => {
    const dir = china?.dir ?? "";
    const templates = readdirSync(dir).filter((file) => file.endsWith(".template.json"));
    expect(templates.length).toBeGreaterThan(10);
    expect(templates.filter((file) => readFileSync(join(dir, file), "utf8").includes("arn:aws:"))).toEqual(
      [],
    );
  });

  it("mail goes through the relay whose password lies in Secrets Manager, and only its senders may read that", () => {
    const [secret, ...others] = resources.filter(({ type }) => type === "AWS::SecretsManager::Secret");
    expect(others).toEqual([]);
    const senders = resources.filter(({ type, properties }) => {
      const { Variables } = (properties.Environment ?? {}) as { Variables?: Record<string, unknown> };
      return type === "AWS::Lambda::Function" && Variables?.LINXUAN_MAIL_TRANSPORT === "smtp";
    });
    expect(senders.length).toBeGreaterThan(2);
    const readers = resources.filter(
      ({ type, ...one }) =>
        type === "AWS::IAM::Policy" && text(one).includes("secretsmanager:GetSecretValue"),
    );
    expect(readers).toHaveLength(senders.length);
    expect(where(senders, (one) => !text(one).includes(`Ref${secret?.id}`))).toEqual([]);
    expect(where(readers, (one) => !text(one).includes(`Ref${secret?.id}`))).toEqual([]);
  });
});

describe("elsewhere", () => {
  const { all = () => [], resources = [] } = stages.get("aws") ?? {};

  it("mail goes through SES, in the name of one domain and one configuration set", () => {
    expect(all("AWS::SES::EmailIdentity").map(({ properties }) => properties.EmailIdentity)).toEqual([
      "linxuan.example",
    ]);
    expect(all("AWS::SecretsManager::Secret")).toEqual([]);
    const senders = all("AWS::IAM::Policy").filter((one) => text(one).includes('"ses:'));
    expect(senders.length).toBeGreaterThan(2);
    for (const { at, properties } of senders) {
      const { Statement } = properties.PolicyDocument as {
        Statement: { Action: unknown; Resource: unknown }[];
      };
      const mail = Statement.filter(({ Action }) => text(Action).includes("ses:"));
      expect(
        mail.map(({ Action }) => Action),
        at,
      ).toEqual(["ses:SendRawEmail"]);
      expect(text(mail), at).not.toContain('"*"');
    }
  });

  it("GuardDuty scans quarantine where a stage asks for it, with rights on that bucket and its own rules only", () => {
    const [plan, ...others] = all("AWS::GuardDuty::MalwareProtectionPlan");
    expect(others).toEqual([]);
    const quarantine = resources.find(
      ({ id, type }) => type === "AWS::S3::Bucket" && id.startsWith("Quarantine"),
    );
    expect(text(plan?.properties.ProtectedResource)).toContain(`{"Ref":"${quarantine?.id}"}`);
    const policies = all("AWS::IAM::Policy").filter(({ id }) => id.startsWith("Malware"));
    const statements = policies.flatMap(
      ({ properties }) =>
        (properties.PolicyDocument as { Statement: { Action: string | string[]; Resource: unknown }[] })
          .Statement,
    );
    expect(statements.length).toBeGreaterThan(4);
    const isElsewhere = ({ Resource: on }: { Resource: unknown }) =>
      !text(on).includes(`"${quarantine?.id}"`) &&
      !text(on).includes("DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*");
    expect(statements.filter(isElsewhere)).toEqual([]);
    const changing = statements.filter(({ Action }) => text(Action).includes("events:PutRule"));
    expect(text(changing)).toContain('"events:ManagedBy":"malware-protection-plan.guardduty.amazonaws.com"');
  });
});

describe("the settings of a stage", () => {
  const settings = (given: Record<string, unknown>) => () => stageOf(new App({ context: given }));
  const { aws } = partitions;

  it("are asked for by name: no stage is the default", () => {
    expect(settings({})).toThrow("name the stage, e.g. --context stage=prod");
  });

  it("are taken from cdk.json under the stage's name, and from the command line before that", () => {
    const stages = { test: { ...aws, stage: undefined }, prod: { ...aws, region: "eu-west-1" } };
    expect(settings({ stages, stage: "test" })()).toEqual({ ...aws, stage: "test" });
    expect(settings({ stages, stage: "prod", origin: "https://other.example" })()).toEqual({
      ...aws,
      region: "eu-west-1",
      origin: "https://other.example",
    });
  });

  it("of one stage are never taken for another's", () => {
    expect(settings({ stages: { test: aws }, stage: "prod" })).toThrow(/origin[\s\S]*mailFrom/);
  });

  it("that are wrong are refused with every fault at once", () => {
    const wrong = {
      stage: "Prod",
      region: "cn-north-1",
      origin: "here",
      mailFrom: "us",
      malware: "guardduty",
      alarmMail: "x",
    };
    let said = "";
    try {
      settings(wrong)();
    } catch (cause) {
      said = String(cause);
    }
    for (const name of ["stage", "origin", "mailFrom", "firstAdministrator", "malware", "alarmMail"])
      expect(said).toContain(`→ at ${name}`);
    expect(said).toContain("GuardDuty does not scan in the China regions");
  });

  it("of a deployed stage take no plain http", () => {
    expect(settings({ ...aws, origin: "http://linxuan.example" })).toThrow("needs an https:// origin");
  });
});

describe("the CDK command line", () => {
  const cdk = (args: string[]) =>
    run(process.execPath, [join(root, "node_modules/aws-cdk/bin/cdk"), "--no-notices", ...args], {
      cwd: root,
      env: {
        ...process.env,
        // Nothing of a test goes out to ask for credentials or news.
        AWS_EC2_METADATA_DISABLED: "true",
        CDK_DISABLE_VERSION_CHECK: "1",
        HOME: mkdtempSync(join(tmpdir(), "cdk-home-")),
      },
    });

  it("understands the assembly and finds every stack in it", async () => {
    const { stdout } = await cdk(["list", "--app", stages.get("aws")?.dir ?? ""]);
    const names = new Set(stages.get("aws")?.resources.map(({ stack }) => stack));
    const listed = stdout
      .trim()
      .split("\n")
      .map((line) => line.split(" ")[0]);
    expect(listed.sort()).toEqual([...names].sort());
  });

  it("never deploys the local stage", async () => {
    const out = mkdtempSync(join(tmpdir(), "cdk-out-"));
    await expect(cdk(["list", "--output", out, "--context", "stage=local"])).rejects.toThrow(
      "it is never deployed",
    );
  });
});
