import type { Context } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handler as roundsApi } from "../../functions/rounds/api.ts";
import { handler as onAuthorisation } from "../../functions/rounds/on-authorisation.ts";
import { handler as onAsked } from "../../functions/uploads/on-letter-asked.ts";
import { handler as onScan } from "../../functions/uploads/on-letter-scan.ts";
import { handler as onTick } from "../../functions/uploads/on-tick.ts";
import { letterInspections } from "../../functions/uploads/records.ts";
import { registrations as routes } from "../../shared/contract/registrations.ts";
import { registrationAsked } from "../../shared/events/registrations.ts";
import { authorisationInspected } from "../../shared/events/uploads.ts";
import { RegistrationId } from "../../shared/kernel/ids.ts";
import { letterKeyOf } from "../../shared/kernel/letter-keys.ts";
import { textOf } from "../../shared/runtime/objects.ts";
import { transact } from "../../shared/store/commit.ts";
import { answerTo } from "../asked.ts";
import { signedIn } from "../given.ts";
import type { MailService } from "../mail-service.ts";
import { ownTable } from "../own-table.ts";
import {
  asking,
  at,
  decide,
  inspectLanded,
  later,
  letter,
  openRequests,
  proofIn,
  prove,
  sendLetter,
  societyAlone,
  startProofs,
} from "../rounds/given-registration.ts";
import { factsOf, lastFact, tell, tick } from "../told.ts";
import { send } from "./given-files.ts";

let service: MailService;
beforeAll(async () => {
  // A sweep looks at every letter of its table.
  await ownTable();
  service = await startProofs();
});
afterAll(() => service.close());

type Asked = Awaited<ReturnType<typeof asking>>;

/** A letter in quarantine of which nobody told. */
async function forgotten(society = "Z-99"): Promise<Asked> {
  const asked = await asking({ society });
  await tell(onAsked, await lastFact(registrationAsked, asked.id), at);
  const sent = await send(asked.answer.body, asked.file);
  if (sent.status !== 201) throw new Error(await sent.text());
  return asked;
}
const stored = (id: string) => letterInspections.get({ registrationId: RegistrationId.parse(id) });
const facts = (id: string) => factsOf(authorisationInspected, id);
const heard = async (id: string) => tell(onAuthorisation, await lastFact(authorisationInspected, id));

/** As an inspection leaves it that died after it had begun. */
async function died({ id }: Asked, attempts: number): Promise<void> {
  const held = await stored(id);
  if (!held) throw new Error("nobody waits for it");
  const begunAt = held.awaitedSince;
  await transact([letterInspections.replace({ ...held, attempts, begunAt, version: held.version + 1 })]);
}

/** GuardDuty's word on a letter, in the shape that it has on the default bus. */
const said = (id: string, scanResultStatus: string, time = later(40)) =>
  onScan(
    {
      ...{ version: "0", id: `scan-${id}`, source: "aws.guardduty", account: "000000000000" },
      ...{ region: "local", resources: [], time },
      "detail-type": "GuardDuty Malware Protection Object Scan Result",
      detail: {
        s3ObjectDetails: { objectKey: letterKeyOf(RegistrationId.parse(id)), versionId: "version-1" },
        scanResultDetails: { scanResultStatus, threats: null },
      },
    },
    {} as Context,
  );

describe("the sweep of letters", () => {
  it("leaves a letter alone for five minutes, and inspects it then: the society is let in", async () => {
    const asked = await forgotten();
    await tick(onTick, later(299));
    expect(await facts(asked.id)).toEqual([]);
    expect((await prove(asked.id, proofIn(service, asked), later(299))).body.code).toBe("file-not-landed");
    await tick(onTick, later(301));
    await heard(asked.id);
    expect((await prove(asked.id, proofIn(service, asked), later(310))).status).toBe(200);
  });

  it("changes nothing when it comes again, nor when the lost event arrives after all", async () => {
    const asked = await forgotten();
    await tick(onTick, later(301));
    const inspected = await stored(asked.id);
    await tick(onTick, later(361));
    await inspectLanded(asked.id);
    expect(await stored(asked.id)).toEqual(inspected);
    expect(await facts(asked.id)).toHaveLength(1);
  });

  it("tries an inspection again that died, and after the second death asks a person to look at the letter itself", async () => {
    const [once, twice] = [await forgotten(), await forgotten()];
    await died(once, 1);
    await died(twice, 2);
    await tick(onTick, later(301));
    expect(await facts(once.id)).toMatchObject([{ payload: { verdict: "accepted", reasons: [] } }]);
    const [flagged] = await facts(twice.id);
    expect(flagged?.payload).toMatchObject({ verdict: "flagged", reasons: ["too-complex"] });
    const { versionId } = flagged?.payload ?? {};
    expect(await textOf("documents", letterKeyOf(RegistrationId.parse(twice.id)), versionId ?? "")).toBe(
      Buffer.from(letter).toString("utf8"),
    );
    await tick(onTick, later(3600));
    expect(await facts(twice.id)).toHaveLength(1);
  });

  it("waits two hours for a letter that never comes", async () => {
    const asked = await asking({ society: "Z-99" });
    await tell(onAsked, await lastFact(registrationAsked, asked.id), at);
    await tick(onTick, later(7200));
    expect(await stored(asked.id)).toMatchObject({ isWaiting: true });
    await tick(onTick, later(7201));
    expect(await stored(asked.id)).toMatchObject({ isWaiting: false });
  });
});

describe("a scanner's word on a letter", () => {
  const requestOf = async (id: string) => (await openRequests()).find((one: { id: string }) => one.id === id);

  it("that it is infected refuses it before inspection, which does not overrule it", async () => {
    const asked = await forgotten();
    await said(asked.id, "THREATS_FOUND");
    await inspectLanded(asked.id);
    expect(await facts(asked.id)).toHaveLength(1);
    const { body } = await prove(asked.id, proofIn(service, asked));
    expect(body).toMatchObject({ code: "file-refused", reasons: ["malware"] });
  });

  it("that it is infected takes an open request's letter away, and it is not approved", async () => {
    const { code } = await societyAlone();
    const asked = await asking({ society: code });
    await sendLetter(asked);
    await prove(asked.id, proofIn(service, asked));
    await said(asked.id, "THREATS_FOUND");
    await heard(asked.id);
    const request = await requestOf(asked.id);
    expect(request.letter).toMatchObject({ verdict: "refused", reasons: ["malware"], malware: "infected" });
    const read = await answerTo(roundsApi, routes.readAuthorisation, {
      ...{ at: later(90), token: (await signedIn("officer")).token, params: { id: asked.id } },
    });
    expect(read.status).toBe(409);
    const { version } = request;
    expect((await decide(asked.id, { version, isApproved: true })).body).toMatchObject({
      code: "file-refused",
      reasons: ["malware"],
    });
    expect((await decide(asked.id, { version, isApproved: false })).status).toBe(200);
  });

  it("that it is clean is shown to officers, whichever came first", async () => {
    for (const isFirst of [true, false]) {
      const asked = await forgotten();
      if (isFirst) await said(asked.id, "NO_THREATS_FOUND");
      await inspectLanded(asked.id);
      if (!isFirst) await said(asked.id, "NO_THREATS_FOUND");
      await heard(asked.id);
      await prove(asked.id, proofIn(service, asked));
      expect((await requestOf(asked.id)).letter).toMatchObject({ verdict: "accepted", malware: "clean" });
    }
  });

  it("that comes twice is told once; one that is none leaves it not scanned", async () => {
    const asked = await forgotten();
    await inspectLanded(asked.id);
    await said(asked.id, "UNSUPPORTED");
    expect(await stored(asked.id)).toMatchObject({ malware: "not-scanned" });
    await said(asked.id, "THREATS_FOUND");
    await said(asked.id, "THREATS_FOUND");
    expect((await facts(asked.id)).map(({ payload }) => payload.verdict)).toEqual(["accepted", "refused"]);
  });

  it("on a letter that is not there fails, so that a person hears of it", async () => {
    await expect(said("reg_01J9ZZZZZZZZZZZZZZZZZZZZZZ", "THREATS_FOUND")).rejects.toThrow("not there");
  });
});
