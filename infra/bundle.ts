import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type BuildOptions, buildSync } from "esbuild";
import type { ServiceManifest } from "../shared/kernel/manifest.ts";

/** `module` before `main`: the SDK's ES modules shake, its CommonJS ones do not (190 KB of 526). */
export const bundleOptions: BuildOptions = {
  absWorkingDir: resolve(import.meta.dirname, ".."),
  bundle: true,
  platform: "node",
  target: "node24",
  mainFields: ["module", "main"],
  minify: true,
  logLevel: "error",
};

/** What only functions leave out: who works from a laptop keeps the SDK's own search for credentials. */
const functionOptions: BuildOptions = {
  ...bundleOptions,
  alias: { "@aws-sdk/credential-provider-node": resolve(import.meta.dirname, "function-credentials.ts") },
};

/** Some engines reach for `require` although they are loaded as ES modules. */
const requireBanner = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/** Folder of a function's bundle, by its entry file. */
const made = new Map<string, string>();

let scratch: string | undefined;

/** Bundles lie in a scratch folder: synth copies them into the assembly under their hash. */
function scratchDir(): string {
  if (scratch !== undefined) return scratch;
  const dir = mkdtempSync(join(tmpdir(), "linxuan-bundles-"));
  process.once("exit", () => rmSync(dir, { recursive: true, force: true }));
  scratch = dir;
  return dir;
}

/** What the engines of a split function read from beside their code: Adobe's character maps for Chinese. */
const characterMaps = "node_modules/pdfjs-dist/cmaps";

const entryOf = (service: string, name: string): string => `functions/${service}/${name}.ts`;

/**
 * Bundles what is not bundled yet, once in a process. All CommonJS bundles are one build, which reads what they share
 * once. A function whose engines load on first use gets ES modules with chunks of its own.
 */
export function bundleAll(services: readonly ServiceManifest[]): void {
  const wanted = services
    .flatMap(({ name: service, functions }) =>
      Object.entries(functions).map(([name, { isSplit }]) => ({ entry: entryOf(service, name), isSplit })),
    )
    .filter(({ entry }) => !made.has(entry));
  const dirOf = (entry: string) => join(scratchDir(), entry.replace(/\.ts$/, ""));
  const whole = wanted.filter(({ isSplit }) => !isSplit);
  if (whole.length > 0) {
    buildSync({
      ...functionOptions,
      entryPoints: whole.map(({ entry }) => ({ in: entry, out: join(entry.replace(/\.ts$/, ""), "index") })),
      outdir: scratchDir(),
      format: "cjs",
      // The SDK's `import("node:http")` makes an ES module of it, whose every export is looked at: undici loads, for 65 ms.
      supported: { "dynamic-import": false },
    });
  }
  for (const { entry } of wanted.filter(({ isSplit }) => isSplit)) {
    buildSync({
      ...functionOptions,
      entryPoints: [{ in: entry, out: "index" }],
      outdir: dirOf(entry),
      format: "esm",
      splitting: true,
      outExtension: { ".js": ".mjs" },
      banner: { js: requireBanner },
    });
    cpSync(join(bundleOptions.absWorkingDir ?? ".", characterMaps), join(dirOf(entry), "cmaps"), {
      recursive: true,
    });
  }
  for (const { entry } of wanted) made.set(entry, dirOf(entry));
}

/** The folder with `index.js` or `index.mjs` of a function. @throws when `bundleAll` was not told of it */
export function bundleOf(service: string, name: string): string {
  const dir = made.get(entryOf(service, name));
  if (dir === undefined) throw new Error(`${service}/${name} is not bundled`);
  return dir;
}
