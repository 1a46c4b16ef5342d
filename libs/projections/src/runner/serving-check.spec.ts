import { ProjectionBehind } from './position-waiters';
import { behindGraceMs, servingCheck } from './serving-check';

/** An office of which only what the check asks for is there, with read models that can stall. */
function stallingOffice() {
  const start = Date.parse('2021-03-01T02:00:00.000Z');
  const state = { now: start, isBehind: false, isAway: false, isSuperseded: false };
  const parts = {
    now: () => new Date(state.now).toISOString(),
    store: { head: async () => ({ position: 7, length: 7, treeRoot: '' }) },
    readModels: {
      position: async () => {
        if (state.isAway) throw new RangeError('away');
        return 5;
      },
      runner: {
        get isSuperseded() {
          return state.isSuperseded;
        },
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

  it('say that the process has to be restarted, where it has been superseded', async () => {
    const { state, check } = stallingOffice();
    Object.assign(state, { isBehind: true, isSuperseded: true });
    await expect(check()).rejects.toMatchObject({
      name: 'ProjectionSuperseded',
      advice: expect.stringContaining('重新启动本进程') as string,
    });
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
