import { strFromU8, unzipSync } from "fflate";
import { handler } from "../../functions/applications/api.ts";
import { applications as routes } from "../../shared/contract/applications.ts";
import { transact } from "../../shared/store/commit.ts";
import { applications } from "../../shared/store/published/applications.ts";
import { answerTo } from "../asked.ts";
import type { givenAwaited } from "./given.ts";
import { submittedAt } from "./given.ts";

/** Code and version in the footer of the form as its society downloads it: of its draft, or after the submission. */
export async function formOf(
  { application, filler }: Awaited<ReturnType<typeof givenAwaited>>,
  as: "draft" | "submitted",
) {
  const held = await applications.get({ id: application.id });
  if (!held) throw new Error("no such application");
  if (as === "draft") await transact([applications.overwrite({ ...held, state: "DRAFT", submissions: 0 })]);
  const { body } = await answerTo(handler, routes.getForm, {
    at: submittedAt,
    token: filler.token,
    params: { id: application.id },
  });
  await transact([applications.overwrite(held)]);
  const parts = unzipSync(Buffer.from(body, "base64"));
  const footer = Object.entries(parts).find(([name]) => /^word\/footer\d*\.xml$/.test(name))?.[1];
  const text = strFromU8(footer ?? new Uint8Array()).replaceAll(/<[^>]+>/g, "");
  return {
    checkCode: /校验码 ([0-9a-f]{8})/.exec(text)?.[1] ?? "",
    version: /申报版本 (\d+)/.exec(text)?.[1] ?? "",
  };
}
