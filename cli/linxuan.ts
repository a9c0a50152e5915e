/** One command; `run` gives the exit code. */
interface Command {
  name: string;
  summary: string;
  usage: string;
  run: (args: readonly string[]) => Promise<number>;
}

/** A command's engines are loaded when it is called, and no other's. */
const commands: Record<string, () => Promise<Command>> = {
  inspect: async () => (await import("./inspect.ts")).inspectCommand,
  twin: async () => (await import("./twin.ts")).twinCommand,
  definition: async () => (await import("./definition.ts")).definitionCommand,
  replay: async () => (await import("./replay.ts")).replayCommand,
  assign: async () => (await import("./assign.ts")).assignCommand,
  rank: async () => (await import("./rank.ts")).rankCommand,
  draw: async () => (await import("./draw.ts")).drawCommand,
  redrive: async () => (await import("./redrive.ts")).redriveCommand,
  "copy-table": async () => (await import("./copy-table.ts")).copyTableCommand,
  verify: async () => (await import("./verify.ts")).verifyCommand,
};

async function usage(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  const lines = all.map(({ name, summary }) => `  ${name.padEnd(12)}${summary}`);
  return `npm run -s linxuan -- COMMAND [ARGUMENT...]

${lines.join("\n")}

linxuan COMMAND --help 查看命令说明 / explains a command.`;
}

async function main([name = "", ...args]: readonly string[]): Promise<number> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load) return (await load()).run(args);
  const isAsked = name === "--help" || name === "-h";
  if (isAsked) console.log(await usage());
  else console.error(`${name === "" ? "" : `没有这个命令 / no such command: ${name}\n\n`}${await usage()}`);
  return isAsked ? 0 : 2;
}

process.exitCode = await main(process.argv.slice(2));
