import { allRoutes } from "../../shared/contract/all.ts";
import type { Route } from "../../shared/contract/kit.ts";
import { commonProblems, idempotencyProblems } from "../../shared/contract/problems.ts";
import { both, code, codes, page, table } from "./markdown.ts";

const row = (route: Route) => [
  code(`${route.method} ${route.path}`),
  code(route.id),
  both(route.summary),
  route.who === "anyone" ? "anyone" : codes(route.who),
  String(route.status ?? 200),
  route.isIdempotent ? "yes" : "-",
  codes(route.problems),
];

const columns = ["Route", "operationId", "用途 / What it does", "Who", "Answers", "Key", "Problems"];

/** docs/routes.md */
export const routesPage = () =>
  page(
    "接口 / Routes",
    `Every route of the HTTP API, as \`shared/contract/\` declares it. "Key" routes take \`Idempotency-Key\` and may answer ${codes(idempotencyProblems)}; every route may answer ${codes(commonProblems)} (see [problems.md](problems.md)).`,
    Object.entries(allRoutes).map(
      ([service, routes]) => `## ${service}\n\n${table(columns, Object.values<Route>(routes).map(row))}`,
    ),
  );
