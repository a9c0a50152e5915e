import type { Route } from "../shared/contract/kit.ts";

/**
 * What the gateway is told of a function's routes: one key for each path. Where a path has several methods it is `ANY`, and
 * the function tells them apart: an HTTP API holds 300 routes.
 */
export function routeKeysOf(routes: readonly Pick<Route, "method" | "path">[]): string[] {
  const methods = new Map<string, string[]>();
  for (const { method, path } of routes) methods.set(path, [...(methods.get(path) ?? []), method]);
  return [...methods].map(([path, [only, ...others]]) => `${others.length > 0 ? "ANY" : only} ${path}`);
}
