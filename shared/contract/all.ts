import { applications } from "./applications.ts";
import { defence } from "./defence.ts";
import { eligibility } from "./eligibility.ts";
import { experts } from "./experts.ts";
import { front } from "./front.ts";
import { identity } from "./identity.ts";
import { notices } from "./notices.ts";
import { notifications } from "./notifications.ts";
import { objections } from "./objections.ts";
import { oversight } from "./oversight.ts";
import { paper } from "./paper.ts";
import { reviews } from "./reviews.ts";
import { rounds } from "./rounds.ts";
import { selection } from "./selection.ts";
import { uploads } from "./uploads.ts";

/**
 * Every route of the product by service, for the OpenAPI document, tests and clients. No function but front loads it:
 * a cold start pays for each schema.
 */
export const allRoutes = {
  front,
  identity,
  rounds,
  applications,
  uploads,
  paper,
  eligibility,
  experts,
  reviews,
  defence,
  selection,
  notices,
  objections,
  oversight,
  notifications,
};
