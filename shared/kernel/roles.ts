import * as z from "zod";

/**
 * Who a signed-in person acts as. A filler drafts, an approver (a second person) submits; officers run the round;
 * supervisors read, keep the leads, confirm who attended a defence, and witness draws of experts; an
 * administrator grants roles.
 */
export const Role = z.enum(["filler", "approver", "officer", "supervisor", "expert", "administrator"]);
export type Role = z.infer<typeof Role>;

/** Reading rights of the people who run or watch a round. */
export const staff = ["officer", "supervisor"] as const satisfies readonly Role[];
/** Everybody of the office: whoever of them is tied to a society stands aside. */
export const officials = ["officer", "supervisor", "administrator"] as const satisfies readonly Role[];
/** The people of a society. */
export const societyPeople = ["filler", "approver"] as const satisfies readonly Role[];
