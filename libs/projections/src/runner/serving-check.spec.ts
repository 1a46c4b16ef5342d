import { ProjectionBehind } from './position-waiters';
import { behindGraceMs, servingCheck } from './serving-check';

/** An office of which only what the check asks for is there, with read models that can stall. */
function stallingOffice() {
  const state = { now: Date.parse('2021-03-01T02:00:00.000Z'), isBehind: false, isAway: false };
  const parts = {
    now: () => new Date(state.now).toISOString(),
    store: { head: async () => ({ position: 7, length: 7, treeRoot: '' }) },
    readModels: {
      position: async () => {
        if (state.isAway) throw new RangeError('away');
        return 5;
      },
      runner: {
        waitFor: async (position: number) => {
          if (state.isAway) throw new RangeError('away');
          if (state.isBehind) throw new ProjectionBehind(position, 'stalled');
        },
      },
    },
  };
  return { state, check: servingCheck(parts) };
}

describe('the read models', () => {
  it('serve once they have had everything, and for a while when they fall behind', async () => {
    const { state, check } = stallingOffice();
    await check();
    state.isBehind = true;
    state.now += behindGraceMs;
    await expect(check()).resolves.toBe(5);
    state.now += 1;
    await expect(check()).rejects.toThrow(ProjectionBehind);
    state.isBehind = false;
    await expect(check()).resolves.toBe(7);
  });

  it('do not serve before they have caught up for the first time', async () => {
    const { state, check } = stallingOffice();
    state.isBehind = true;
    await expect(check()).rejects.toThrow(ProjectionBehind);
  });

  it('do not serve when they cannot be read, however short the time', async () => {
    const { state, check } = stallingOffice();
    await check();
    state.isAway = true;
    await expect(check()).rejects.toThrow(RangeError);
  });
});
