import { writeFile } from "node:fs/promises";
import { type Play, staff } from "./play.ts";
import { makeRegister } from "./register.ts";
import { makeExperts } from "./scores.ts";

/** Writes whom one can sign in as, for `GET /_local/accounts`. */
export async function writeAccounts(
  file: string,
  { seed, societies, plan }: Pick<Play, "seed" | "societies" | "plan">,
): Promise<void> {
  const people = [
    ...staff.officers.map((mail, at) => ({
      mail,
      name: `项目官员${"甲乙丙丁"[at]}（虚构）`,
      roles: ["officer"],
    })),
    { mail: staff.supervisor, name: "监督员（虚构）", roles: ["supervisor"] },
    ...makeExperts(seed, societies).map(({ mail, name }) => ({ mail, name, roles: ["expert"] })),
    ...makeRegister(societies, plan).flatMap(({ names, filler, approver }) => [
      { ...filler, roles: ["filler"], society: names.zh },
      { ...approver, roles: ["approver"], society: names.zh },
    ]),
  ];
  await writeFile(file, `${JSON.stringify(people, null, 1)}\n`);
}
