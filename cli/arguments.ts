import { type ParseArgsConfig, parseArgs } from "node:util";

type Asked = Pick<ParseArgsConfig, "options"> & { args: readonly string[] };

/** What a command was called with: options by name, and files. Undefined when an option is unknown or has no value. */
export function parsed<const A extends Asked>({ args, options }: A) {
  try {
    return parseArgs({ args, options: options as A["options"], allowPositionals: true });
  } catch {
    return undefined;
  }
}
