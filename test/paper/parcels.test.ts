import { beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/paper/api.ts";
import { paper as routes } from "../../shared/contract/paper.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import { openRound } from "../applications/given.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { arrivedAt, givenAwaited } from "./given.ts";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

async function givenAnnounced(body: object = {}) {
  const awaited = await givenAwaited(round);
  const params = { id: awaited.application.id };
  const announce = (token: string) =>
    answerTo(handler, routes.announceParcel, {
      at: arrivedAt,
      token,
      headers: onceKey(),
      params,
      body: { courier: "中国邮政", courierNumber: "EMS1", sets: [2, 1], sentOn: "2021-11-09", ...body },
    });
  const cancel = (parcelId: string, token = awaited.filler.token) =>
    answerTo(handler, routes.cancelParcel, { at: arrivedAt, token, params: { ...params, parcelId } });
  return { ...awaited, announce, cancel };
}

describe("a parcel", () => {
  it("is announced by its society alone: another's finds nothing", async () => {
    const { announce, filler, officer, read } = await givenAnnounced();
    const stranger = await signedIn("filler", { societyCode: "Z-999Z" });
    expect((await announce(stranger.token)).status).toBe(404);
    expect((await announce(officer.token)).status).toBe(403);
    expect((await announce(filler.token)).status).toBe(201);
    expect((await read()).body.parcels).toMatchObject([
      { courierNumber: "EMS1", sets: [1, 2], sentOn: "2021-11-09", arrivedOn: null },
    ]);
    expect((await read(stranger.token)).status).toBe(404);
  });

  it("with a set that nobody asked for, or sent tomorrow, is refused with every fault", async () => {
    const { announce, filler } = await givenAnnounced({ sets: [15, 16], sentOn: "2021-11-11" });
    expect((await announce(filler.token)).body.faults).toEqual([
      { path: "sets", code: "no-such-set" },
      { path: "sentOn", code: "not-there-yet" },
    ]);
  });

  it("that arrives gives its courier to what is booked in of it, and can be taken back no more", async () => {
    const { announce, filler, book, read, cancel } = await givenAnnounced();
    const { body: parcel } = await announce(filler.token);
    const { body } = await book([1, 2], { body: { parcelId: parcel.id } });
    expect(body.copies.sets).toMatchObject([{ courierNumber: "EMS1", parcelId: parcel.id }, { number: 2 }]);
    expect((await read()).body.parcels).toMatchObject([{ arrivedOn: "2021-11-10" }]);
    expect((await cancel(parcel.id)).body.code).toBe("wrong-state");
  });

  it("that never left is taken back by its society", async () => {
    const { announce, filler, read, cancel } = await givenAnnounced();
    const { body: parcel } = await announce(filler.token);
    expect((await cancel(parcel.id)).status).toBe(200);
    expect((await read()).body.parcels).toEqual([]);
    expect((await cancel(parcel.id)).status).toBe(404);
  });
});
