import {
  busyEventCount,
  busyGatherMaxMs,
  fullGroupEventCount,
  gatherMsAfter,
  quietGatherMs,
} from './gathering';

describe('how long events gather', () => {
  it('is short where the log is quiet, however slow the tables are', () => {
    expect(gatherMsAfter(busyEventCount - 1, 1_000)).toBe(quietGatherMs);
  });

  it('grows with the time that a group took where the log is busy', () => {
    expect(gatherMsAfter(busyEventCount, 1)).toBe(quietGatherMs);
    expect(gatherMsAfter(busyEventCount, 20)).toBe(180);
  });

  it('has a bound', () => {
    expect(gatherMsAfter(busyEventCount, 10_000)).toBe(busyGatherMaxMs);
  });

  it('is no time at all while there is more to project', () => {
    expect(gatherMsAfter(fullGroupEventCount, 1_000)).toBe(0);
  });
});
