import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const Resource = z.looseObject({
  Type: z.string(),
  Condition: z.string().optional(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});
const Output = z.looseObject({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() });

/** A template's sections. Strict: `Transform`, for one, would make another template of it. */
const Template = z.strictObject({
  Resources: z.record(z.string(), Resource).default({}),
  Outputs: z.record(z.string(), Output).default({}),
  Parameters: z.record(z.string(), z.looseObject({ Default: z.unknown() })).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Rules: z.unknown().optional(),
  Metadata: z.unknown().optional(),
  Description: z.unknown().optional(),
  AWSTemplateFormatVersion: z.unknown().optional(),
});
type Template = z.infer<typeof Template>;

const Artifact = z.looseObject({
  type: z.string(),
  environment: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).default({}),
});
const Manifest = z.looseObject({ artifacts: z.record(z.string(), Artifact) });

const Asset = z.looseObject({
  source: z.looseObject({ path: z.string().optional(), packaging: z.string().optional() }),
  destinations: z.record(z.string(), z.looseObject({ objectKey: z.string() })),
});
const Assets = z.looseObject({ files: z.record(z.string(), Asset).default({}) });

/** One stack of a cloud assembly. */
export interface Stack {
  name: string;
  region: string;
  accountId: string;
  template: Template;
  /** Folders of zipped assets by their key in the assets bucket. */
  assets: Map<string, string>;
}

/** Stands in when the app leaves the environment open; nothing here is ever sent to that account. */
const openEnvironment = { accountId: "000000000000", region: "us-east-1" };

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));

function assetsOf(dir: string, file: string): [key: string, folder: string][] {
  return Object.values(Assets.parse(readJson(join(dir, file))).files).flatMap(({ source, destinations }) => {
    const { path, packaging } = source;
    if (packaging !== "zip" || path === undefined) return [];
    return Object.values(destinations).map(({ objectKey }): [string, string] => [objectKey, join(dir, path)]);
  });
}

/** The stacks of a cloud assembly (`cdk.out`), those of its stages too. */
export function readAssembly(dir: string): Stack[] {
  const artifacts = Object.entries(Manifest.parse(readJson(join(dir, "manifest.json"))).artifacts);
  const manifests = artifacts.filter(([, { type }]) => type === "cdk:asset-manifest");
  const assets = new Map(manifests.flatMap(([, { properties }]) => assetsOf(dir, String(properties.file))));
  return artifacts.flatMap(([id, { type, environment = "", properties }]) => {
    if (type === "cdk:cloud-assembly") return readAssembly(join(dir, String(properties.directoryName)));
    if (type !== "aws:cloudformation:stack") return [];
    const [, account = "", region = ""] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment) ?? [];
    return {
      name: typeof properties.stackName === "string" ? properties.stackName : id,
      accountId: /^\d+$/.test(account) ? account : openEnvironment.accountId,
      region: region === "" || region === "unknown-region" ? openEnvironment.region : region,
      template: Template.parse(readJson(join(dir, String(properties.templateFile)))),
      assets,
    };
  });
}
