import * as z from "zod";
import { Basis } from "./basis.ts";

/** Who applies: one society alone. Whoever names partners is refused, and so is a branch of a society. */
export const JointApplications = z.strictObject({ takes: z.enum(["none"]), basis: Basis });
export type JointApplications = z.infer<typeof JointApplications>;
