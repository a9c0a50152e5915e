import type { Role } from "./roles.ts";
import type { Words } from "./text.ts";

/** One line of a state machine: the write's condition, the diagram, the exhaustive test and the buttons come from it. */
export interface Transition<State extends string = string, Act extends string = string> {
  act: Act;
  from: readonly State[];
  to: State;
  /** `system`: a date or an event does it. */
  who: readonly (Role | "system")[];
  /** What must hold beside state and role, in words. */
  guard: Words;
  /** The event that tells it; null when nobody need hear it. */
  event: string | null;
}

export interface Lifecycle<State extends string = string, Act extends string = string> {
  name: Words;
  states: Record<State, Words>;
  initial: State;
  /** How a thing comes into being, in its initial state. */
  begins: Omit<Transition<State>, "from" | "to">;
  transitions: readonly Transition<State, Act>[];
}

/** Declares a state machine. */
export const lifecycle = <State extends string, Act extends string>(
  declared: Lifecycle<State, Act>,
): Lifecycle<State, Act> => declared;

/** The states in which an act is possible. */
export function statesFor<State extends string, Act extends string>(
  machine: Lifecycle<State, Act>,
  act: Act,
): State[] {
  return machine.transitions.filter((one) => one.act === act).flatMap(({ from }) => from);
}

/** The transition of an act in a state, or undefined when the machine has none. */
export function transitionOf<State extends string, Act extends string>(
  machine: Lifecycle<State, Act>,
  act: Act,
  state: State,
): Transition<State, Act> | undefined {
  return machine.transitions.find((one) => one.act === act && one.from.includes(state));
}
