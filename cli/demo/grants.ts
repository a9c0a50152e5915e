import * as z from "zod";
import type { Play } from "./play.ts";

const Grants = z.array(
  z.object({
    function: z.string(),
    statement: z.object({ actions: z.array(z.string()), keys: z.array(z.string()) }),
    needed: z.boolean(),
    idleKeys: z.array(z.string()),
  }),
);

/**
 * Statements that a straight round never comes to, or those of their keys that it does not, by function. Tests go there and ask
 * of each that it was needed: `test/infra/lost-events`, and those named beside them.
 */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  // Nobody of the office is tied before the intake: test/oversight/ties.
  "oversight-on-application": ["dynamodb:GetItem oversight#*"],
  "identity-on-delivery": ["dynamodb:GetItem identity#*", "dynamodb:PutItem identity#*"],
  // Told late of a letter.
  "notifications-on-mail": ["dynamodb:PutItem notifications#*"],
  "identity-on-address": ["dynamodb:GetItem identity#*", "dynamodb:PutItem identity#*"],
  "applications-on-inspected": [
    "dynamodb:GetItem rounds#round#*",
    "dynamodb:BatchGetItem uploads#upload#*",
    "dynamodb:PutItem applications#*",
  ],
  "applications-on-submitted": ["dynamodb:GetItem rounds#round#*", "dynamodb:PutItem applications#*"],
  // In the play a single society is given more time, and none a further return.
  "applications-on-dispensation": ["dynamodb:Query applications#*", "dynamodb:GetItem rounds#round#*"],
  "rounds-on-extended": ["dynamodb:GetItem rounds#*", "dynamodb:PutItem rounds#*"],
  "applications-on-tick": [
    "dynamodb:GetItem applications#*",
    "dynamodb:PutItem applications#*",
    "dynamodb:GetItem rounds#round#*",
    "s3:GetObject",
    "s3:GetObjectVersion",
    "s3:PutObject",
  ],
  // The call of 2021 takes no joint applications: test/journey/science-prize.
  "applications-api": [
    "dynamodb:Query rounds#society#*",
    "dynamodb:BatchGetItem applications#* rounds#society#*",
  ],
  "notifications-on-partnership": [
    "dynamodb:PutItem notifications#*",
    "dynamodb:GetItem applications#application#*",
    "dynamodb:GetItem applications#partnership#*",
    "dynamodb:GetItem rounds#round#*",
    "dynamodb:Query identity#member#*",
  ],
  // In the call of 2021 all who are eligible defend, whatever their written scores: test/journey/defence.
  "defence-api": ["dynamodb:Query reviews#sheet#*"],
  // Nobody is drawn by lot, so no record sheet is taken out: test/journey/drawing.
  "experts-api": ["dynamodb:PutItem oversight#export#*"],
  "uploads-on-tick": [
    "dynamodb:GetItem uploads#*",
    "dynamodb:PutItem uploads#*",
    "s3:GetObject",
    "s3:GetObjectVersion",
    "s3:PutObject",
  ],
  // Letters that a crash or a reader without an account left behind: the timing of a run decides whether there are any.
  "notifications-on-owed": ["dynamodb:Query identity#member#*"],
  "notifications-on-tick": [
    "dynamodb:DeleteItem notifications#*",
    "dynamodb:GetItem identity#member#*",
    "ses:SendRawEmail",
  ],
};

const Refusals = z.array(z.record(z.string(), z.unknown()));

/** What the functions asked for without a grant. */
export const refusalsOf = async ({ local }: Play) => Refusals.parse(await local.refusals());

/**
 * Without any one statement that is not listed above, this very play would have met an AccessDenied: something was allowed
 * by it alone. And met with one it fails, whatever the function that was refused made of it.
 */
export async function checkGrants(play: Play): Promise<void> {
  const { checks, local } = play;
  checks.equal("no function met an AccessDenied", await refusalsOf(play), []);
  const written = (actions: readonly string[], keys: readonly string[]) =>
    [actions.join(), ...keys.filter((key) => key.endsWith("*"))].join(" ");
  const idle = Grants.parse(await local.grants())
    .filter(({ needed }) => !needed)
    .map(({ function: name, statement: { actions, keys }, idleKeys }) => ({
      of: name.split("-").slice(2).join("-"),
      act: written(actions, idleKeys),
      whole: written(actions, keys),
    }))
    .filter(({ of, act, whole }) => !elsewhere[of]?.some((one) => one === act || one === whole))
    .map(({ of, act }) => ({ of, act }));
  checks.equal("no function may do what it never needed", idle, []);
}
