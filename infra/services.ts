import applications from "../functions/applications/service.ts";
import defence from "../functions/defence/service.ts";
import eligibility from "../functions/eligibility/service.ts";
import events from "../functions/events/service.ts";
import experts from "../functions/experts/service.ts";
import front from "../functions/front/service.ts";
import identity from "../functions/identity/service.ts";
import notices from "../functions/notices/service.ts";
import notifications from "../functions/notifications/service.ts";
import objections from "../functions/objections/service.ts";
import oversight from "../functions/oversight/service.ts";
import paper from "../functions/paper/service.ts";
import reviews from "../functions/reviews/service.ts";
import rounds from "../functions/rounds/service.ts";
import selection from "../functions/selection/service.ts";
import uploads from "../functions/uploads/service.ts";
import type { ServiceManifest } from "../shared/kernel/manifest.ts";

/** Every service that is deployed, one stack each. */
export const services: readonly ServiceManifest[] = [
  events,
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
];
