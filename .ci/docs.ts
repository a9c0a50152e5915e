import { mkdir, writeFile } from "node:fs/promises";
import { madePages } from "./docs/all.ts";

/** `npm run docs`: writes the pages of `docs/` that are made from the code. */
const folder = new URL("../docs/", import.meta.url);

await mkdir(folder, { recursive: true });
for (const [file, text] of Object.entries(await madePages())) await writeFile(new URL(file, folder), text);
