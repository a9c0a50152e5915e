import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { machines } from "../../.ci/docs/declared.ts";
import { allEvents } from "../../shared/events/all.ts";
import { type Lifecycle, statesFor, transitionOf } from "../../shared/kernel/lifecycle.ts";
import { Role } from "../../shared/kernel/roles.ts";
import { transact } from "../../shared/store/commit.ts";
import { answerTo } from "../asked.ts";
import { onceKey } from "../given.ts";
import { startCodes } from "../identity/given.ts";
import { ownTable } from "../own-table.ts";
import { handlerOf, served } from "./gateway.ts";
import { assigningActs, assigningBySystem } from "./states-assigning.ts";
import { attendanceActs } from "./states-attended.ts";
import { defenceActs } from "./states-defending.ts";
import { drawingActs, drawingBySystem } from "./states-drawing.ts";
import { jointActs, jointBySystem } from "./states-joint.ts";
import { mailActs, mailsBySystem } from "./states-mail.ts";
import { noticeOfDefenceActs } from "./states-notified.ts";
import { objectionActs, objectionsBySystem } from "./states-objected.ts";
import { oversightActs } from "./states-overseen.ts";
import { type PeoplesAct, peoplesActs, type Subject } from "./states-people.ts";
import { reconsideredActs, reconsideredBySystem } from "./states-reconsidered.ts";
import { registrationActs, registrationProofs } from "./states-registering.ts";
import { type SystemsAct, systemsActs } from "./states-system.ts";
import { openWorld, type Rightful, type World } from "./world.ts";

const all = (await machines()).map(({ service, machine }) => ({ service, machine, name: machine.name.en }));

describe.each(all)("the states of: $name", ({ service, machine }) => {
  const states = Object.keys(machine.states);
  const told = [machine.begins, ...machine.transitions].flatMap(({ event }) => event ?? []);

  it("can all be reached from its beginning", () => {
    const reached = new Set([machine.initial]);
    for (const _ of states) {
      for (const { from, to } of machine.transitions)
        if (from.some((one) => reached.has(one))) reached.add(to);
    }
    expect([...reached].toSorted()).toEqual(states.toSorted());
  });

  it("have names of their own in both languages", () => {
    for (const language of ["zh", "en"] as const) {
      const names = Object.values(machine.states).map((words) => words[language].trim());
      expect(names).not.toContain("");
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it("are left by an act in one way only", () => {
    for (const state of states) {
      const acts = machine.transitions.filter(({ from }) => from.includes(state)).map(({ act }) => act);
      expect(acts.toSorted()).toEqual([...new Set(acts)].toSorted());
    }
  });

  it("tell events that their own service states", () => {
    for (const type of told) {
      expect(allEvents.find((one) => one.type === type)?.service).toBe(service);
    }
  });
});

it("every event is told by a step of some machine, but those of the pools, invitations, ways in and looks at seals and twins, what a society brings to its defence, what a broken glass lets in, and what is exported", () => {
  const told = all.flatMap(({ machine }) =>
    [machine.begins, ...machine.transitions].flatMap(({ event }) => event ?? []),
  );
  const untold = allEvents.map(({ type }) => type).filter((type) => !told.includes(type));
  expect(untold).toEqual([
    "call-back.code-given.v1",
    "call.recorded.v1",
    "second-way.changed.v1",
    "contact.replaced.v1",
    "delegation.ended.v1",
    "delegation.granted.v1",
    "society.recorded.v1",
    "society.invited.v1",
    "authorisation.inspected.v1",
    "seal.recorded.v1",
    "twin.compared.v1",
    "twin.looked-at.v1",
    "expert.recorded.v1",
    "defence-material.named.v1",
    "defence-receipt.given.v1",
    "export.made.v1",
    "glass.used.v1",
    "letter.handed-over.v1",
    "letter.undelivered.v1",
  ]);
});

const machineOf = (name: string): Lifecycle => {
  const found = all.find((one) => one.name === name)?.machine;
  if (!found) throw new Error(`there is no machine ${name}`);
  return found;
};

describe("in each state", () => {
  let world: World;
  let people: PeoplesAct[];
  let system: SystemsAct[];
  let mail: Awaited<ReturnType<typeof startCodes>>;
  let version = 100;
  beforeAll(async () => {
    await ownTable();
    mail = await startCodes();
    world = await openWorld();
    people = [
      ...peoplesActs(world),
      ...assigningActs(world),
      ...drawingActs(world),
      ...reconsideredActs(world),
      ...registrationActs(world),
      ...mailActs(world),
      ...jointActs(world.joint),
      ...objectionActs(world),
      ...noticeOfDefenceActs(world),
      ...defenceActs(world),
      ...attendanceActs(world),
      ...oversightActs(world),
    ];
    system = [
      ...(await systemsActs(world)),
      ...assigningBySystem(world),
      ...drawingBySystem(world),
      ...reconsideredBySystem(world),
      ...registrationProofs(world),
      ...mailsBySystem(world),
      ...jointBySystem(world.joint),
      ...objectionsBySystem(world),
    ];
  });
  afterAll(() => mail.close());

  /** Puts a thing into a state, in a version that it never had before: an event is stated once per version. */
  async function put(subject: Subject, state: string): Promise<number> {
    version += 10;
    await transact(await subject.put(state, version));
    return version;
  }

  async function answerOf(
    { route: id, request }: PeoplesAct,
    { seen, token, by }: { seen: number; token?: string | undefined; by?: Partial<Rightful> },
  ) {
    const one = served.find(({ route }) => route.id === id);
    if (!one) throw new Error(`there is no route ${id}`);
    const { who, ...asking } = { ...(await request(seen)), ...by };
    const { status = 0, body } = await answerTo(await handlerOf(one.service), one.route, {
      ...asking,
      headers: onceKey(),
      token: token ?? who?.token ?? "",
    });
    return status < 400 ? "done" : String(body.code);
  }

  it("every act of every machine is tried", () => {
    const tried = [...people, ...system].flatMap(({ machine, acts }) =>
      acts.map((act) => `${machine}: ${act}`),
    );
    const known = all.flatMap(({ name, machine }) => machine.transitions.map(({ act }) => `${name}: ${act}`));
    expect([...new Set(tried)].toSorted()).toEqual([...new Set(known)].toSorted());
  });

  it("who may act by a machine is who may call its route", () => {
    for (const { machine, acts, route } of people) {
      const lines = machineOf(machine).transitions.filter(({ act }) => acts.includes(act));
      const named = new Set(lines.flatMap(({ who }) => who));
      const called = served.find((one) => one.route.id === route)?.route.who;
      expect({ route, who: [...named].toSorted() }).toEqual({ route, who: [...(called ?? [])].toSorted() });
    }
  });

  it("every person's act is done or refused with its code, for every role, and no other state is stored", async () => {
    for (const one of people) {
      const machine = machineOf(one.machine);
      for (const state of Object.keys(machine.states)) {
        const transition = one.acts.map((act) => transitionOf(machine, act, state)).find((line) => line);
        const mayAct = served.find(({ route }) => route.id === one.route)?.route.who ?? [];
        for (const role of Role.options) {
          const seen = await put(one, state);
          const isActor = mayAct.includes(role);
          const answer = await answerOf(one, { seen, token: isActor ? undefined : world.byRole[role].token });
          const expected = !isActor
            ? { answer: "forbidden", state }
            : transition
              ? { answer: "done", state: transition.to }
              : { answer: one.refused?.(state) ?? "wrong-state", state };
          const held = await one.held();
          const what = `${one.route} in ${state} by ${role}`;
          expect({ what, answer, state: held?.state }).toEqual({ what, ...expected });
        }
      }
    }
  });

  it("a guard that does not hold refuses with its own code, and the state stays", async () => {
    for (const one of people) {
      const machine = machineOf(one.machine);
      const { by, told, in: only } = one.broken;
      const possible = one.acts.flatMap((act) => statesFor(machine, act));
      for (const state of only === undefined ? possible : [only]) {
        const seen = await put(one, state);
        const answer = await answerOf(one, { seen, by });
        const what = `${one.route} in ${state}`;
        expect({ what, answer, state: (await one.held())?.state }).toEqual({ what, answer: told, state });
      }
    }
  });

  it("what happens by itself moves on what it may, and leaves everything else as it is", async () => {
    for (const one of system) {
      const machine = machineOf(one.machine);
      for (const state of Object.keys(machine.states)) {
        const seen = await put(one, state);
        await one.run(seen + 1);
        const expected = one.acts.reduce((held, act) => transitionOf(machine, act, held)?.to ?? held, state);
        const what = `${one.machine} ${state}: ${one.what}`;
        expect({ what, state: (await one.held())?.state }).toEqual({ what, state: expected });
      }
    }
  });
});
