/** For how long events gather where the log is quiet, and at most where it is busy, in ms. */
export const quietGatherMs = 25;
export const busyGatherMaxMs = 250;

/** The log is busy when so many events have gathered meanwhile. */
export const busyEventCount = 32;

/** How many times as long as a group took to project the next one gathers: writers come first. */
const gatheringShare = 9;

/** Behind a group of so many events there may be more of them: it is followed by the next at once. */
export const fullGroupEventCount = 500;

/**
 * For how long events gather after a group has been projected, while nobody waits for them. Groups
 * take less time for each event than events one by one, so the busier the log and the slower the
 * tables, the larger the groups. Whoever asks in this process ends the rest at once; who asks in
 * another one waits for its end, which is why it is short.
 */
export const gatherMsAfter = (eventCount: number, tookMs: number): number => {
  if (eventCount >= fullGroupEventCount) return 0;
  if (eventCount < busyEventCount) return quietGatherMs;
  return Math.min(busyGatherMaxMs, Math.max(quietGatherMs, tookMs * gatheringShare));
};
