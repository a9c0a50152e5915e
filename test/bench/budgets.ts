import type { FunctionManifest } from "../../shared/kernel/manifest.ts";

/** What a kind of function may weigh and cost at its start. */
export interface Budget {
  kind: string;
  /** Minified, the entry chunk alone. */
  kilobytes: number;
  /** CPU until the handler is ready, beside a handler with nothing but the bare DynamoDB client. */
  timesBareSdk: number;
}

const budgets = {
  plain: { kind: "no store", kilobytes: 40, timesBareSdk: 0.45 },
  presign: { kind: "presign", kilobytes: 600, timesBareSdk: 1.4 },
  store: { kind: "store", kilobytes: 480, timesBareSdk: 1.3 },
  second: { kind: "store + client", kilobytes: 580, timesBareSdk: 1.5 },
  mail: { kind: "store + mail", kilobytes: 560, timesBareSdk: 1.4 },
  inspector: { kind: "inspector", kilobytes: 600, timesBareSdk: 1.4 },
} as const satisfies Record<string, Budget>;

/** From run to run the ratio of one function swings by so much. */
export const noise = 0.1;

const mail = "nodemailer composes the letter, the same bytes for SES and for an SMTP relay";
const frozen = "the client of S3 loads at start: frozen texts are read and written there";

const definition = "builds the schema of a programme definition at its start: rules are parsed with it";

/** Why a function may weigh or cost more than its kind; a function over its budget without a reason is a finding. */
const reasons: Readonly<Record<string, string>> = {
  "front/api": "makes the OpenAPI document from every service's routes, and answers as `serve` does",
  "identity/api": "several ways in beside the mailed code, each with its records",
  "identity/on-society": "reads the register's societies with all their facts",
  "identity/on-code-asked": mail,
  "notifications/on-owed": mail,
  "notifications/on-tick": mail,
  "applications/api": "fills in the Word form (docx) beside freezing what is submitted",
  "uploads/api": "signs posts and downloads: two of the SDK's signers, none of our own",
  "rounds/api": "reads registers as workbooks: unzips within limits, parses XML",
  "experts/api": `${frozen}; plans are shown from there`,
  "experts/on-plan-asked": "the optimiser, beside the client of S3: nobody waits for it",
  "reviews/api": frozen,
  "selection/api": `${frozen}; exact decimals`,
  "notices/api": `${frozen}; the public page`,
};

/** Why a function may be over its budget, or undefined where nobody has said. */
export function reasonOf(name: string, { reads }: FunctionManifest): string | undefined {
  const readsDefinition = reads?.rounds !== undefined || name.startsWith("rounds/");
  return reasons[name] ?? (readsDefinition ? definition : undefined);
}

/** The budget of a function, by what its manifest says that it uses. */
export function budgetOf(manifest: FunctionManifest): Budget {
  if (manifest.isSplit) return budgets.inspector;
  if (manifest.own === undefined && manifest.reads === undefined && !manifest.putsEvents)
    return budgets.plain;
  if (manifest.sendsMail) return budgets.mail;
  if (manifest.buckets?.quarantine !== undefined && manifest.serves !== undefined) return budgets.presign;
  if (manifest.buckets !== undefined || manifest.handsTo !== undefined || manifest.putsEvents)
    return budgets.second;
  return budgets.store;
}
