import { allRoutes } from "../../shared/contract/all.ts";
import type { Route } from "../../shared/contract/kit.ts";
import {
  commonProblems,
  idempotencyProblems,
  type ProblemCode,
  problems,
} from "../../shared/contract/problems.ts";
import { code, codes, page, table } from "./markdown.ts";

const routes: Route[] = Object.values(allRoutes).flatMap((group) => Object.values<Route>(group));

function answeredBy(problem: ProblemCode): string {
  if (commonProblems.some((one) => one === problem)) return "every route";
  if (idempotencyProblems.some((one) => one === problem)) return "every route that takes a key";
  return codes(routes.filter((route) => route.problems.includes(problem)).map(({ id }) => id));
}

/** docs/problems.md */
export const problemsPage = () =>
  page(
    "问题代码 / Problems",
    "Every refusal is problem details (RFC 9457) with one of these codes; `detail` says what to do next. A code is never renamed, and its meaning never changes. Nothing was changed when one is answered.",
    [
      table(
        ["Code", "Status", "标题与下一步", "Title and next step", "Answered by"],
        Object.entries(problems).map(([name, { status, title, next }]) => [
          code(name),
          String(status),
          `**${title.zh}** ${next.zh}`,
          `**${title.en}.** ${next.en}`,
          answeredBy(name as ProblemCode),
        ]),
      ),
    ],
  );
