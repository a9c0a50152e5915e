import type { BucketName, FunctionManifest, SettingName } from "../shared/kernel/manifest.ts";
import type { Kept } from "./data.ts";
import { functionName, isLocal, mailTransport, type Stage } from "./stage.ts";

const settings: Record<SettingName, (stage: Stage) => string> = {
  FIRST_ADMINISTRATOR: ({ firstAdministrator }) => firstAdministrator,
  ORIGIN: ({ origin }) => origin,
};

function mailEnvironment(stage: Stage, { mail, smtp }: Kept): Record<string, string> {
  return {
    LINXUAN_MAIL_FROM: stage.mailFrom,
    LINXUAN_MAIL_TRANSPORT: mailTransport(stage),
    ...(mail && { LINXUAN_MAIL_CONFIGURATION: mail.configurationSet.configurationSetName }),
    ...(smtp && { LINXUAN_SMTP_SECRET: smtp.secretArn }),
  };
}

/** The environment of a function: a variable stands for something that the function may use, and for nothing else. */
export function environmentOf(
  service: string,
  manifest: FunctionManifest,
  { stage, kept }: { stage: Stage; kept: Kept },
): Record<string, string> {
  const usesTable = manifest.own !== undefined || manifest.reads !== undefined;
  const named = (manifest.settings ?? []).map((name) => [`LINXUAN_${name}`, settings[name](stage)]);
  const buckets = Object.keys(manifest.buckets ?? {}).map((name) => [
    `LINXUAN_BUCKET_${name.toUpperCase()}`,
    kept.buckets[name as BucketName].bucketName,
  ]);
  return {
    ...(usesTable && { LINXUAN_TABLE: kept.table.tableName }),
    ...(manifest.putsEvents && { LINXUAN_BUS: kept.bus.eventBusName }),
    ...Object.fromEntries([...named, ...buckets]),
    // One local address serves every bucket; AWS has a host name for each.
    ...(manifest.buckets && isLocal(stage) && { LINXUAN_S3_PATH_STYLE: "true" }),
    ...(manifest.sendsMail && mailEnvironment(stage, kept)),
    ...(manifest.handsTo !== undefined && {
      LINXUAN_HANDS_TO: functionName(stage, service, manifest.handsTo),
    }),
  };
}
