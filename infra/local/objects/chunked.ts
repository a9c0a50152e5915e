import { fault } from "./fault.ts";

/** Longest line between chunks that is still believed: sizes, extensions and trailers are short. */
const longestLine = 4096;

const incomplete = () => fault("IncompleteBody", "The aws-chunked body ended early or is malformed.");

/** Takes aws-chunked framing off a body; the trailers it ends with are put in `trailers`, names in lower case. */
export async function* unchunked(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  let left = 0;
  let state: "size" | "content" | "gap" | "trailer" | "end" = "size";
  for await (const piece of source) {
    held = held.length === 0 ? piece : Buffer.concat([held, piece]);
    while (held.length > 0) {
      if (state === "end") throw incomplete();
      if (state === "content") {
        const part = held.subarray(0, left);
        held = held.subarray(part.length);
        left -= part.length;
        if (left === 0) state = "gap";
        yield part;
        continue;
      }
      const at = held.indexOf("\r\n");
      if (at === -1 && held.length > longestLine) throw incomplete();
      if (at === -1) break;
      const line = held.toString("latin1", 0, at);
      held = held.subarray(at + 2);
      if (state === "gap") {
        if (line !== "") throw incomplete();
        state = "size";
      } else if (state === "size") {
        const size = /^([0-9a-f]{1,8})(;.*)?$/i.exec(line)?.[1];
        if (size === undefined) throw incomplete();
        left = Number.parseInt(size, 16);
        state = left === 0 ? "trailer" : "content";
      } else if (line === "") {
        state = "end";
      } else {
        const colon = line.indexOf(":");
        trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
      }
    }
  }
  if (state !== "end") throw incomplete();
}
