import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type BuildOptions, buildSync } from "esbuild";
import type { FunctionManifest } from "../shared/kernel/manifest.ts";

const root = resolve(import.meta.dirname, "..");

/** `module` before `main`: the SDK's ES modules shake, its CommonJS ones do not (190 KB of 526). */
const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node24",
  mainFields: ["module", "main"],
  minify: true,
  logLevel: "error",
};

/** Some engines reach for `require` although they are loaded as ES modules. */
const requireBanner = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

const made = new Map<string, string>();

/**
 * The bundle of one function: CommonJS, which starts faster with the SDK's credential chain; ES modules with chunks for a
 * function whose engines load on first use.
 * @returns the folder that holds `index.js` or `index.mjs`
 */
export function bundle(
  service: string,
  name: string,
  { isSplit }: Pick<FunctionManifest, "isSplit">,
): string {
  const entry = `functions/${service}/${name}.ts`;
  const held = made.get(entry);
  if (held !== undefined) return held;
  const outdir = mkdtempSync(join(tmpdir(), `linxuan-${service}-${name}-`));
  buildSync({
    ...common,
    entryPoints: [entry],
    outdir,
    entryNames: "index",
    ...(isSplit
      ? { format: "esm", splitting: true, outExtension: { ".js": ".mjs" }, banner: { js: requireBanner } }
      : { format: "cjs" }),
  });
  made.set(entry, outdir);
  return outdir;
}
