import type { DefenceNotice } from "../../shared/contract/defence-notice.ts";
import { defenceNotices } from "../../shared/store/published/defence-notices.ts";
import { moments } from "./round.ts";
import type { PeoplesAct } from "./states-people.ts";
import type { World } from "./world.ts";

export function noticeOfDefenceActs({ cast, defending }: World): PeoplesAct[] {
  const { notice, open } = defending;
  return [
    {
      machine: "Notice of the defence",
      put: (state, version) => [
        defenceNotices.overwrite({ ...notice, state: state as DefenceNotice["state"], version }),
      ],
      held: () => defenceNotices.get(notice),
      acts: ["approve"],
      route: "approveDefenceNotice",
      request: () => ({
        ...{ who: cast.second, at: moments.review, params: { id: open.id, number: "1" } },
        body: { sha256: notice.sha256 },
      }),
      broken: { by: { who: cast.officer }, told: "second-person-required" },
    },
  ];
}
