/**
 * What failed. `address` and `letter`: that one is refused for good, asking again is of no use. `service`: rate, pause,
 * network, set-up; no fault of the letter, and it passes.
 */
export type MailFailure = "address" | "letter" | "service";

/**
 * A mail service did not take a letter. Its own words often name the reader, and a runtime logs the message of whatever
 * a function throws: so only the kind of the failure is kept.
 */
export class MailFailed extends Error {
  /** The service's name for it, such as `Throttling` or `EENVELOPE 550`. */
  readonly code: string;
  readonly about: MailFailure;

  constructor(code: string, about: MailFailure) {
    super(code);
    this.name = "MailFailed";
    this.code = code;
    this.about = about;
  }
}
