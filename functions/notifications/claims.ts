/** A claim without a result for so long is taken over: the sender has died, or its reply got lost. */
export const claimSeconds = 300;

/** After so many refusals of the mail service a letter is given up and an officer calls. */
export const letterAttempts = 6;
