import type { App } from "aws-cdk-lib";
import * as z from "zod";

/** The stage of `npm start`: no deployment, one address for everything. */
export const isLocal = ({ stage }: { stage: string }): boolean => stage === "local";

/** The China regions are a partition of their own with fewer services. */
export const isChina = ({ region }: { region: string }): boolean => region.startsWith("cn-");

const Settings = z.object({
  /** Part of every name; `local` is what runs on one machine. */
  stage: z
    .string("name the stage, e.g. --context stage=prod")
    .regex(/^[a-z][a-z0-9-]{0,19}$/, "up to 20 small letters, digits and dashes, a letter first"),
  region: z.string().min(1),
  /** The portal's own address: writes from pages of another are refused. */
  origin: z.url(),
  mailFrom: z.email(),
  /** Who may sign in to an empty system. */
  firstAdministrator: z.email(),
  /** GuardDuty scans quarantine where it is offered; `none`: files stay "not scanned", which is shown. */
  malware: z.enum(["none", "guardduty"]),
  /** Who is written to when an alarm speaks; without one, alarms are seen in the console only. */
  alarmMail: z.email().optional(),
});

/** Judged as soon as the settings that it is about are well-formed, so that every fault is told at once. */
const once =
  (about: z.ZodType) =>
  ({ value }: { value: unknown }): boolean =>
    about.safeParse(value).success;

/** What tells one deployment from another. */
export const Stage = Settings.refine((stage) => isLocal(stage) || stage.origin.startsWith("https://"), {
  path: ["origin"],
  error: "a deployed stage needs an https:// origin",
  when: once(Settings.pick({ stage: true, origin: true })),
}).refine((stage) => !isChina(stage) || stage.malware !== "guardduty", {
  path: ["malware"],
  error: "GuardDuty does not scan in the China regions",
  when: once(Settings.pick({ region: true, malware: true })),
});
export type Stage = z.infer<typeof Stage>;

/** What a function is called; siblings name each other by it. */
export const functionName = ({ stage }: Pick<Stage, "stage">, service: string, name: string): string =>
  `linxuan-${stage}-${service}-${name}`;

/** Logs are kept for a year: a round, its objections and what the auditors ask afterwards. */
export const logDays = "ONE_YEAR";

/** Mail goes by SES, and by an SMTP relay where there is no SES. */
export const mailTransport = (stage: Pick<Stage, "region">): "ses" | "smtp" =>
  isChina(stage) ? "smtp" : "ses";

/**
 * The stage that the context names: the settings under its name in cdk.json, each of which `--context name=value` may
 * override. There is no default: what is deployed is said.
 * @throws with every fault of the settings
 */
export function stageOf(app: App): Stage {
  const context = (name: string): unknown => app.node.tryGetContext(name);
  const kept = (context("stages") as Record<string, Record<string, unknown>> | undefined) ?? {};
  const named = kept[String(context("stage"))] ?? {};
  const given = Object.keys(Settings.shape).map((name) => [name, context(name) ?? named[name]]);
  const parsed = Stage.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw new Error(`the stage's settings are wrong:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
