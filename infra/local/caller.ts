import type { Statement } from "./model.ts";

/** Who signed a request: a function of the template, or the operator that only tests and tools are. */
export interface Caller {
  /** The function's name. */
  name: string;
  /** As AWS names it in its messages: `arn:aws:sts::<account>:assumed-role/<role>/<session>`. */
  arn: string;
  statements: Statement[];
}

/** The template's policies, asked. Context keys may have several values. */
export type IsAllowed = (
  statements: Statement[],
  request: { action: string; resource: string; context: Record<string, string[]> },
) => boolean;

/** One thing that a call needs to be allowed to do. */
export interface Access {
  action: string;
  resource: string;
  context: Record<string, string[]>;
}

/** The first thing that the caller may not do, or undefined. */
export const refusalOf = (
  caller: Caller,
  accesses: readonly Access[],
  isAllowed: IsAllowed,
): Access | undefined => accesses.find((access) => !isAllowed(caller.statements, access));

/** AWS's sentence for a refusal. */
export const refusalMessage = (caller: Caller, { action, resource }: Access): string =>
  `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ` +
  `because no identity-based policy allows the ${action} action`;
