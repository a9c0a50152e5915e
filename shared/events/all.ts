import * as access from "./access.ts";
import * as applications from "./applications.ts";
import * as attendance from "./attendance.ts";
import * as awards from "./awards.ts";
import * as defence from "./defence.ts";
import * as defenceNotices from "./defence-notices.ts";
import * as deliveries from "./deliveries.ts";
import * as eligibility from "./eligibility.ts";
import * as experts from "./experts.ts";
import * as invitations from "./invitations.ts";
import type { EventContract } from "./kit.ts";
import * as mails from "./mails.ts";
import * as notices from "./notices.ts";
import * as notifications from "./notifications.ts";
import * as objections from "./objections.ts";
import * as oversight from "./oversight.ts";
import * as paper from "./paper.ts";
import * as partnerships from "./partnerships.ts";
import * as registrations from "./registrations.ts";
import * as reviews from "./reviews.ts";
import * as rounds from "./rounds.ts";
import * as secondWays from "./second-ways.ts";
import * as selection from "./selection.ts";
import * as uploads from "./uploads.ts";

/** Every event of the product, in the order of a round; for documents and tests, so that no function loads it. */
export const allEvents: readonly EventContract[] = [
  secondWays,
  access,
  rounds,
  invitations,
  registrations,
  applications,
  partnerships,
  mails,
  uploads,
  paper,
  eligibility,
  experts,
  reviews,
  defence,
  defenceNotices,
  attendance,
  selection,
  notices,
  objections,
  awards,
  oversight,
  notifications,
  deliveries,
].flatMap((declared) =>
  Object.values<EventContract>(declared).toSorted((a, b) => (a.type < b.type ? -1 : 1)),
);
