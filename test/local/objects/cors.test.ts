import { describe, expect, test } from "vitest";
import type { CorsRule } from "../../../infra/local/model.ts";
import { answerOf, givenBucket, givenObjects, portal } from "./given.ts";

const rule: CorsRule = {
  origins: [portal, "http://127.0.0.1:*", "https://a.*.a"],
  methods: ["POST", "GET"],
  headers: ["content-type", "x-amz-*"],
  exposed: ["ETag", "x-amz-version-id"],
  maxAgeSeconds: 600,
};

const givenRule = async () => {
  const { url } = await givenObjects({ buckets: [givenBucket({ cors: [rule] })] });
  return `${url}/quarantine`;
};
const preflight = (url: string, origin: string, method = "POST", asked = "") =>
  fetch(url, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": method,
      ...(asked === "" ? {} : { "access-control-request-headers": asked }),
    },
  });

describe("a page of another origin", () => {
  test("may upload when the bucket's rule allows it", async () => {
    const url = await givenRule();
    for (const origin of [portal, "http://127.0.0.1:8080"]) {
      const answer = await preflight(url, origin, "POST", "Content-Type, x-amz-checksum-sha256");
      expect(answer.status).toBe(200);
      expect(answer.headers.get("access-control-allow-origin")).toBe(origin);
      expect(answer.headers.get("access-control-allow-methods")).toBe("POST, GET");
      expect(answer.headers.get("access-control-allow-headers")).toBe("content-type, x-amz-checksum-sha256");
      expect(answer.headers.get("access-control-max-age")).toBe("600");
    }
  });

  test.each([
    ["another origin", "https://evil.example.org", "POST", ""],
    ["a longer origin", `${portal}.evil.example.org`, "POST", ""],
    ["an origin shorter than the pattern's ends", "https://a.a", "POST", ""],
    ["another verb", portal, "DELETE", ""],
    ["another header", portal, "POST", "authorization"],
  ])("%s is refused", async (_, origin, method, asked) => {
    const answer = await preflight(await givenRule(), origin, method, asked);
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    expect(await answerOf(answer)).toEqual([403, "AccessForbidden"]);
  });

  test("reads the answer, also of a refusal, only where the rule allows it", async () => {
    const url = await givenRule();
    const refused = await fetch(`${url}/a`, { headers: { origin: portal } });
    expect(refused.status).toBe(403);
    expect(refused.headers.get("access-control-allow-origin")).toBe(portal);
    expect(refused.headers.get("access-control-expose-headers")).toBe("ETag, x-amz-version-id");
    const foreign = await fetch(`${url}/a`, { headers: { origin: "https://evil.example.org" } });
    expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
  });
});
