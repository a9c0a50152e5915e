/** The microservices. A service's name is also the prefix of its keys in the table and the source of its events. */
export const serviceNames = [
  "identity",
  "rounds",
  "applications",
  "uploads",
  "paper",
  "eligibility",
  "experts",
  "reviews",
  "defence",
  "selection",
  "notices",
  "objections",
  "oversight",
  "notifications",
  "events",
  "front",
] as const;
export type ServiceName = (typeof serviceNames)[number];
