import { desk, once, type Signed, staffWith } from "./people.ts";
import { type Cast, moments } from "./round.ts";

const kind = "office-holder" as const;
const note = "在该学会任职";

/** A member of the office who stands aside from a society's applications. */
export async function standingAside(
  societyCode: string,
  role: "officer" | "supervisor" | "administrator" = "officer",
) {
  const person = await staffWith(role);
  const tie = await desk(person, moments.intake).oversight.declareTie({
    body: { societyCode, kind, note },
    ...once(),
  });
  return { person, tie };
}

interface Applied {
  application: { id: string; roundId: string; societyCode: string };
}

/** Two officers who stand aside from an application: for one a glass is asked for, for the other not. */
export async function overseen({ officer }: Cast, { application }: Applied) {
  const { person: waiting } = await standingAside(application.societyCode);
  const { person: shut } = await standingAside(application.societyCode);
  const { person: leaving, tie } = await standingAside(application.societyCode);
  const glass = await desk(officer, moments.review).oversight.askGlass({
    params: { id: application.id },
    body: { personId: waiting.personId, reason: "附件只有其能辨认" },
    ...once(),
  });
  return { application, waiting, shut, leaving, tie, glass };
}

export type Overseen = Awaited<ReturnType<typeof overseen>>;

/** Every request about who stands aside; `free`: a society that nobody is tied to yet. */
export async function oversightRequests(
  { application, waiting, shut, leaving, glass }: Overseen,
  { cast: { officer, second }, supervisor, free }: { cast: Cast; supervisor: Signed; free: string },
) {
  const at = moments.review;
  const [declaring, recorded] = [await staffWith("officer"), await staffWith("supervisor")];
  const params = { id: application.id };
  const tie = { societyCode: free, kind, note };
  return {
    declareTie: { who: declaring, at, body: tie },
    recordTie: {
      who: officer,
      at,
      params: { id: recorded.personId },
      body: { ...tie, source: "学会官网的理事名单" },
    },
    endTie: {
      who: officer,
      at,
      params: { id: leaving.personId, code: application.societyCode },
      body: { version: 1, reason: "已届满离任" },
    },
    listOwnTies: { who: waiting, at },
    listTies: { who: supervisor, at, query: { limit: "10" } },
    askGlass: { who: officer, at, params, body: { personId: shut.personId, reason: "无人能替" } },
    decideGlass: {
      who: second,
      at,
      params: { ...params, glassId: glass.id },
      body: { version: glass.version, decision: "opened", remark: "同意" },
    },
    listGlasses: { who: supervisor, at, params },
    listExports: { who: supervisor, at, query: { limit: "10" } },
    listRoundGlasses: { who: supervisor, at, params: { id: application.roundId }, query: { limit: "10" } },
  };
}
