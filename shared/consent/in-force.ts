/** The version of the consent text that is in force. A new text is a new file beside the old ones, and one more here. */
export const versionInForce = 1;

/**
 * Has somebody accepted the text in force? Whoever accepted a newer one has: while a deployment runs, functions differ.
 * @param accepted the version accepted last; null: none, or the acceptance was withdrawn
 */
export const hasConsented = (accepted: number | null): boolean =>
  accepted !== null && accepted >= versionInForce;
