import { readinessOf } from './readiness';

class Away extends Error {
  override readonly name = 'Away';
}

describe('readiness', () => {
  it('is given when every part serves', async () => {
    const parts = { eventLog: async () => 12, keys: async () => undefined };
    expect(await readinessOf(parts)).toEqual({
      status: 'ready',
      parts: { eventLog: { ok: true }, keys: { ok: true } },
    });
  });

  it('names each part that does not, and never the words of its error', async () => {
    const parts = {
      eventLog: async () => undefined,
      jobs: () => Promise.reject(new Away('redis://:password@host')),
      keys: () => {
        throw new Away('thrown at once');
      },
    };
    expect(await readinessOf(parts)).toEqual({
      status: 'not-ready',
      parts: {
        eventLog: { ok: true },
        jobs: { ok: false, because: 'Away' },
        keys: { ok: false, because: 'Away' },
      },
    });
  });

  it('does not wait for a part that never answers', async () => {
    const { parts } = await readinessOf({ jobs: () => new Promise(() => undefined) }, 10);
    expect(parts).toEqual({ jobs: { ok: false, because: 'Timeout' } });
  });
});
