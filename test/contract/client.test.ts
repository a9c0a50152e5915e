import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGateway } from "../../infra/local/gateway.ts";
import type { Invocation } from "../../infra/local/model.ts";
import { allRoutes } from "../../shared/contract/all.ts";
import { clientOf, type Fetch, Refused } from "../../shared/contract/client.ts";
import { front } from "../../shared/contract/front.ts";
import type { Route } from "../../shared/contract/kit.ts";
import { problems } from "../../shared/contract/problems.ts";
import { codeIn, startCodes } from "../identity/given.ts";
import { functionArn, givenCloud } from "../local/cloud-fixture.ts";
import { ownTable } from "../own-table.ts";
import { sendAs, served } from "./gateway.ts";
import { desk, once } from "./people.ts";
import { moments, settle } from "./round.ts";
import { openWorld, type World } from "./world.ts";

/** Acts that take away what others need come after these. */
const last = [
  "returnApplication",
  "withdrawApplication",
  "submitApplication",
  "rotateSession",
  "signOut",
  "revokeRoles",
];
const inOrder = served.toSorted((a, b) => last.indexOf(a.route.id) - last.indexOf(b.route.id));

let world: World;
let mail: Awaited<ReturnType<typeof startCodes>>;
beforeAll(async () => {
  await ownTable();
  mail = await startCodes();
  world = await openWorld();
});
afterAll(() => mail.close());

/** The refusal of a call that should not succeed. */
async function refusalOf(call: Promise<unknown>) {
  const cause = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(cause instanceof Refused)) throw new Error("the call was not refused", { cause });
  return cause.refusal;
}

describe("the typed client", () => {
  it("signs a person in with the code of the newest mail, and is then known", async () => {
    const { filler } = world.byRole;
    const at = moments.intake;
    await desk(null, at).identity.requestCode({ body: { mail: filler.mail } });
    const code = codeIn(mail, filler.mail);
    let cookie = "";
    const keepingCookie: Fetch = async (url, init) => {
      const answer = await sendAs({ at })(url, init);
      cookie = answer.headers.getSetCookie()[0] ?? "";
      return answer;
    };
    const me = await clientOf("https://linxuan.example", allRoutes.identity, keepingCookie).signIn({
      body: { mail: filler.mail, code },
    });
    const token =
      /^__Host-linxuan=([^;]+); Path=\/; Secure; HttpOnly; SameSite=Strict/.exec(cookie)?.[1] ?? "";
    expect(await desk({ token }, at).identity.getMe({})).toEqual(me);
  });

  it("keeps a text to the last character, whatever plane it is of", async () => {
    const { uploads } = desk(world.byRole.filler, moments.intake);
    const params = { id: world.rightful.presignUpload?.params?.id ?? "" };
    const body = { kind: "dossier", name: "𠮷野𪚥‍🌾\u2028é.pdf", bytes: 1000, sha256: "0".repeat(64) };
    await uploads.presignUpload({ params, body, ...once() });
    const { items } = await uploads.listUploads({ params });
    expect(items.map(({ name }) => name)).toContain(body.name);
  });

  it.each(inOrder.filter(({ route }) => route.id !== "signIn"))(
    "is answered as the contract says by $route.id",
    async ({ service, route }) => {
      const { who, at, ...request } = world.rightful[route.id] ?? { who: null, at: moments.intake };
      const clients = desk(who, at) as Record<string, Record<string, (asking: unknown) => Promise<unknown>>>;
      const asking = { ...request, ...(route.isIdempotent && once()) };
      const answer = await clients[service]?.[route.id]?.(asking);
      if (route.media !== undefined) expect(answer).toBeInstanceOf(Uint8Array);
      // Parsed again it is the same: nothing undeclared came along.
      else expect(route.output.parse(answer)).toEqual(answer);
      await settle(at);
    },
  );

  it("tells a refusal by its code, with words and facts", async () => {
    const { getRound } = desk(world.byRole.officer, moments.intake).rounds;
    expect(await refusalOf(getRound({ params: { id: "rnd_01HQHET0M0AAAAAAAAAAAAAAAA" } }))).toMatchObject({
      code: "not-found",
      status: 404,
      title: problems["not-found"].title.zh,
      detail: problems["not-found"].next.zh,
      facts: { instance: expect.stringMatching(/^urn:linxuan:request:/) },
    });
  });

  it("sends the same act twice under one key, and gets the first answer twice", async () => {
    const { grantRole } = desk(world.byRole.administrator, moments.intake).identity;
    const asking = {
      body: { name: "两次", mail: "twice@office.example", roles: ["officer" as const] },
      ...once(),
    };
    expect(await grantRole(asking)).toEqual(await grantRole(asking));
    const other = grantRole({ ...asking, body: { ...asking.body, name: "另一人" } });
    expect((await refusalOf(other)).code).toBe("idempotency-mismatch");
  });
});

describe("what only the gateway answers", () => {
  /** What becomes of a call, by the path that is called. */
  const outcomes: Record<string, Invocation | "silent"> = {
    "/throttled": { outcome: "throttled" },
    "/failed": { outcome: "failed", errorType: "Error", message: "a secret" },
    "/crashed": { outcome: "crashed", message: "a secret" },
    "/silent": "silent",
  };
  let server: Server;
  beforeAll(async () => {
    const routes = ["/throttled", "/failed", "/crashed", "/silent", "/busy", "/echo"].map((path) => ({
      routeKey: `POST ${path}`,
      functionArn: functionArn(path),
      timeoutMs: 50,
      ...(path === "/busy" && { throttle: { perSecond: 0, burst: 0 } }),
    }));
    const gateway = createGateway({
      cloud: givenCloud({ routes }),
      clock: { now: () => new Date(moments.intake), set: () => {} },
      invoke: (arn) => {
        const outcome = outcomes[arn.slice(arn.lastIndexOf(":") + 1)] ?? { outcome: "returned", value: {} };
        return outcome === "silent" ? new Promise(() => {}) : Promise.resolve(outcome);
      },
    });
    server = createServer(gateway);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  const post = (path: string): Route => ({ ...front.getHealth, method: "POST", path });

  it.each([
    ["/nowhere", 404, "not-found"],
    ["/%zz", 400, "invalid-request"],
    ["/busy", 429, "too-many-requests"],
    ["/throttled", 429, "too-many-requests"],
    ["/failed", 500, "internal-error"],
    ["/crashed", 500, "internal-error"],
    ["/silent", 503, "unavailable"],
  ] as const)("reaches the reader as a problem with words: %s is %i, %s", async (path, status, code) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { call } = clientOf(url, { call: post(path) }, fetch);
    const { title, next } = problems[code];
    expect(await refusalOf(call({}))).toEqual({
      code,
      status,
      title: `${title.zh} / ${title.en}`,
      detail: `${next.zh} / ${next.en}`,
      facts: {},
    });
  });

  it("is so for a body that is too long for it, too", async () => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const tooLong: Fetch = (to, init) => fetch(to, { ...init, body: "x".repeat(10 * 1024 * 1024 + 1) });
    const { call } = clientOf(url, { call: post("/echo") }, tooLong);
    expect(await refusalOf(call({}))).toMatchObject({ code: "too-large", status: 413 });
  });

  it("is so for an answer that is no JSON at all", async () => {
    const { call } = clientOf(
      "https://linxuan.example",
      { call: post("/x") },
      async () => new Response("<html>Bad Gateway</html>", { status: 502 }),
    );
    expect(await refusalOf(call({}))).toMatchObject({ code: "unavailable", status: 502 });
  });
});
