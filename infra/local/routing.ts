/** A route as it is matched: its path's segments, a variable one by its name. */
interface Matcher<R> {
  route: R;
  method: string;
  segments: ({ literal: string } | { variable: string; isGreedy: boolean })[];
}

export interface Routed<R> {
  route: R;
  /** As in the path: still percent-encoded or not as the caller gave it. */
  parameters: Record<string, string>;
}

const defaultKey = "$default";

function matcherOf<R extends { routeKey: string }>(route: R): Matcher<R> {
  const [method = "", path = ""] = route.routeKey.split(" ");
  const segments = path
    .split("/")
    .slice(1)
    .map((segment) => {
      const [, variable, plus] = /^\{([^{}+]+)(\+?)\}$/.exec(segment) ?? [];
      return variable === undefined ? { literal: segment } : { variable, isGreedy: plus === "+" };
    });
  return { route, method, segments };
}

function parametersOf<R>({ segments }: Matcher<R>, path: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [at, segment] of segments.entries()) {
    const given = path[at];
    if (given === undefined) return undefined;
    if ("literal" in segment) {
      if (segment.literal !== given) return undefined;
    } else if (segment.isGreedy) {
      const rest = path.slice(at).join("/");
      return rest === "" ? undefined : { ...parameters, [segment.variable]: rest };
    } else if (given === "") return undefined;
    else parameters[segment.variable] = given;
  }
  return segments.length === path.length ? parameters : undefined;
}

/** Literal before variable before greedy, from the left; then a method before ANY. */
function rankOf<R>({ segments, method }: Matcher<R>): string {
  const kinds = segments.map((segment) => ("literal" in segment ? "0" : segment.isGreedy ? "2" : "1"));
  return `${kinds.includes("2") ? 1 : 0} ${kinds.join("")} ${method === "ANY" ? 1 : 0}`;
}

/**
 * An HTTP API's choice of route: the fullest match of path and method, then a greedy one, then `$default`. HEAD and
 * OPTIONS are methods like others: a GET route does not answer them.
 */
export function createRouter<R extends { routeKey: string }>(
  routes: readonly R[],
): (method: string, path: string) => Routed<R> | undefined {
  const rest = routes.find(({ routeKey }) => routeKey === defaultKey);
  const matchers = routes
    .filter(({ routeKey }) => routeKey !== defaultKey)
    .map(matcherOf)
    .sort((one, other) => rankOf(one).localeCompare(rankOf(other)));
  return (method, path) => {
    const segments = path.split("/").slice(1);
    for (const matcher of matchers) {
      if (matcher.method !== method && matcher.method !== "ANY") continue;
      const parameters = parametersOf(matcher, segments);
      if (parameters !== undefined) return { route: matcher.route, parameters };
    }
    return rest === undefined ? undefined : { route: rest, parameters: {} };
  };
}
