import type { App } from "aws-cdk-lib";
import * as z from "zod";

/** What tells one deployment from another: the context of cdk.json, or `--context name=value`. */
export const Stage = z
  .object({
    /** Part of every name; `local` is what runs on one machine. */
    stage: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/),
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
  })
  .superRefine((stage, { addIssue }) => {
    if (!isLocal(stage) && !stage.origin.startsWith("https://"))
      addIssue({ code: "custom", path: ["origin"], message: "a deployed stage needs an https:// origin" });
    if (isChina(stage) && stage.malware === "guardduty")
      addIssue({
        code: "custom",
        path: ["malware"],
        message: "GuardDuty does not scan in the China regions",
      });
  });
export type Stage = z.infer<typeof Stage>;

/** The stage of `npm start`: no deployment, one address for everything. */
export const isLocal = ({ stage }: Pick<Stage, "stage">): boolean => stage === "local";

/** The China regions are a partition of their own with fewer services. */
export const isChina = ({ region }: Pick<Stage, "region">): boolean => region.startsWith("cn-");

/** Logs are kept for a year: a round, its objections and what the auditors ask afterwards. */
export const logDays = "ONE_YEAR";

/** Mail goes by SES, and by an SMTP relay where there is no SES. */
export const mailTransport = (stage: Pick<Stage, "region">): "ses" | "smtp" =>
  isChina(stage) ? "smtp" : "ses";

/** The stage of an app, from its context. @throws with every fault of the context */
export function stageOf(app: App): Stage {
  const context = Object.fromEntries(
    Object.keys(Stage.shape).map((name) => [name, app.node.tryGetContext(name)]),
  );
  const parsed = Stage.safeParse(context);
  if (!parsed.success) throw new Error(`the stage's settings are wrong:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
