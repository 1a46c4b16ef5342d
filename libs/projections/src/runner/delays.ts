/** How long a live projection rests after a fault before it goes on from its checkpoint. */
export const restartDelayMs = 1_000;

/** How often one who stands by asks whether nobody projects any more, in ms. */
export const standbyDelayMs = 1_000;

/** How often `catchUp` looks how far another process has come, and how long it bears no progress. */
export const lookDelayMs = 100;
export const stalledMs = 30_000;

/** How long `waitFor` waits unless told otherwise. */
export const waitTimeoutMs = 5_000;
