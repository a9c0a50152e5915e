import * as z from "zod";

/** Why an application that was cleared takes no part in the decision: copies on paper are short, no registered supplier, falsity, or nobody came to its defence. */
export const BarredBecause = z.enum(["paper-short", "supplier-unregistered", "revoked", "absent"]);
export type BarredBecause = z.infer<typeof BarredBecause>;
