/** A claim without a result for so long is taken over: the sender has died, or its reply got lost. */
export const claimSeconds = 300;
