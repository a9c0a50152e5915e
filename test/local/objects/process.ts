import { createServer } from "node:http";
import { startObjects } from "../../../infra/local/objects/server.ts";

/** The endpoint in a process of its own: prints its address and the key of each event; `/_memory` tells its peak. */
const [, , dir = ""] = process.argv;
const say = (line: string) => void process.stdout.write(`${line}\n`);
const objects = await startObjects({
  dir,
  buckets: [
    { name: "quarantine", arn: "arn:aws:s3:::quarantine", isVersioned: true, sendsEvents: true, cors: [] },
  ],
  region: "eu-west-1",
  secretOf: (accessKeyId) => (accessKeyId === "AKIAOFFICER" ? "officer/secret+1" : undefined),
  may: () => true,
  onCreated: ({ key }) => say(key),
});

let peak = 0;
/** What is still referred to: with garbage in it the figure would tell of the collector. */
const used = () => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
const idle = used();
setInterval(() => {
  peak = Math.max(peak, used() - idle);
}, 50).unref();

const server = createServer((request, response) => {
  if (request.url !== "/_memory") return void objects.handle(request, response);
  response.end(JSON.stringify({ peakMegabytes: Math.round(peak / 1024 ** 2) }));
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  say(`http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`);
});
