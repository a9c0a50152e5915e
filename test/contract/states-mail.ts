import type { Context } from "aws-lambda";
import { claims } from "../../functions/applications/records.ts";
import { arrivedBy } from "../../functions/applications/step-mail.ts";
import type { Mail } from "../../shared/contract/mail-record.ts";
import { landed } from "../../shared/runtime/objects.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { mails } from "../../shared/store/published/mails.ts";
import { listenerOf } from "./bus.ts";
import { arrivedAt, paramsOf } from "./mailed.ts";
import { moments } from "./round.ts";
import type { PeoplesAct, Subject } from "./states-people.ts";
import type { SystemsAct } from "./states-system.ts";
import type { World } from "./world.ts";

const putMail = (mail: Mail, state: string, version: number) =>
  mails.overwrite({ ...mail, state: state as Mail["state"], version });

/** What officers and societies do with mails, and with the applications that these are. */
export function mailActs({ cast, mailed }: World): PeoplesAct[] {
  const { toJoin, toKeep, toConfirm, confirming, complete } = mailed;
  const { application: own, uploads } = complete;
  const { recording } = toConfirm;
  if (!recording) throw new Error("the world recorded no mail");
  const readMail: Subject["put"] = async (state, version) => {
    // What an earlier turn made of it is not there yet.
    const all = await claims.all(`society#${toJoin.societyCode}`);
    const begun = all.filter(({ roundId }) => roundId === toJoin.roundId);
    return [putMail(toJoin, state, version), ...begun.map((one) => claims.remove(one))];
  };
  const recordedAs = (mail: Mail, act: "join" | "keep", put: Subject["put"]): PeoplesAct => ({
    machine: "Mail",
    put,
    held: () => mails.get(mail),
    acts: [act],
    route: "recordMail",
    request: (version) => ({
      who: cast.officer,
      at: moments.intake,
      params: paramsOf(mail),
      body: { version, arrivedAt, reason: null },
    }),
    broken: { by: { at: moments.review }, told: "wrong-state" },
  });
  /** An application that stands on its mail, unless a test is about how it comes to that. */
  const both = (isStanding: boolean, of: { mail: string; application: string }, version: number) => [
    putMail(toConfirm, of.mail, version),
    applications.overwrite({
      ...own,
      ...(isStanding && arrivedBy(toConfirm, recording)),
      state: of.application as typeof own.state,
      version,
    }),
  ];
  const waiting: Subject = {
    machine: "Mail",
    put: (mail, version) => both(true, { mail, application: "DRAFT" }, version),
    held: () => mails.get(toConfirm),
  };
  const kept: Subject = {
    ...waiting,
    put: (mail, version) => both(false, { mail, application: "DRAFT" }, version),
  };
  const draft: Subject = {
    machine: "Application",
    put: (application, version) => both(false, { mail: "KEPT", application }, version),
    held: () => applications.get(own),
  };
  const ofSociety = { who: confirming.approver, at: moments.intake };
  const takeOver: Pick<PeoplesAct, "acts" | "route" | "request" | "broken"> = {
    acts: ["take-over"],
    route: "takeOverMail",
    request: (version) => ({ ...ofSociety, params: paramsOf(toConfirm), body: { version } }),
    broken: { by: { at: moments.closed }, told: "deadline-passed" },
  };
  return [
    recordedAs(toJoin, "join", readMail),
    recordedAs(toKeep, "keep", (state, version) => [putMail(toKeep, state, version)]),
    { ...kept, ...takeOver },
    { ...draft, ...takeOver },
    {
      ...waiting,
      acts: ["confirm"],
      route: "submitApplication",
      request: (version) => ({
        ...ofSociety,
        params: { id: own.id },
        body: {
          version,
          undertakingVersion: 1,
          uploads: uploads.map(({ kind, id: uploadId }) => ({ kind, uploadId })),
        },
      }),
      broken: { by: { at: moments.closed }, told: "deadline-passed" },
    },
    {
      ...waiting,
      acts: ["dispute"],
      route: "disputeMail",
      request: (version) => ({
        ...ofSociety,
        params: paramsOf(toConfirm),
        body: { version, reason: "并非本单位发送" },
      }),
      broken: { by: { at: moments.closed }, told: "deadline-passed" },
    },
    {
      ...waiting,
      acts: ["withdraw"],
      route: "withdrawApplication",
      request: (version) => ({
        ...ofSociety,
        params: { id: own.id },
        body: { version, reason: "改为在平台填报" },
      }),
      broken: { by: { at: moments.closed }, told: "deadline-passed" },
    },
  ];
}

/** A mail lands, with or without files in it. */
export function mailsBySystem({ mailed }: World): SystemsAct[] {
  const lands = (mail: Mail, act: "read" | "give-up"): SystemsAct => ({
    machine: "Mail",
    what: `it lands: ${act}`,
    acts: [act],
    held: () => mails.get(mail),
    put: (state, version) => [putMail(mail, state, version)],
    run: async () => {
      const object = await landed("quarantine", mail.key);
      const detail = { object: { key: mail.key, "version-id": object?.versionId } };
      const delivered = { id: mail.id, time: moments.intake, detail };
      await (await listenerOf("applications", "on-mail"))(delivered, {} as Context);
    },
  });
  return [lands(mailed.landed, "read"), lands(mailed.landedBad, "give-up")];
}
