/** A claim without a result for so long is taken over: the sender has died, or its reply got lost. */
export const claimSeconds = 300;
/** After so long without a word of its delivery a letter counts as not arrived. */
export const deliverySeconds = 600;
