import { createMetrics } from './metrics/metrics';
import type { MetricsAccess } from './metrics-access';
import { type ProbeServer, startProbeServer } from './probe-server';

const token = 't'.repeat(32);
const proxySecret = 's'.repeat(32);

describe('the probes of a worker', () => {
  let server: ProbeServer;
  let isAway = false;
  const start = async (access: MetricsAccess): Promise<void> => {
    const metrics = createMetrics({ processDefaults: false });
    metrics.reminders('issued', 1);
    server = await startProbeServer({
      host: '127.0.0.1',
      port: 0,
      parts: { jobs: () => (isAway ? Promise.reject(new RangeError('x')) : Promise.resolve()) },
      metrics,
      access,
    });
  };
  afterEach(async () => {
    isAway = false;
    await server.close();
  });

  const asked = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(server.url + path, init);
    return { status: response.status, text: await response.text() };
  };

  it('say that it lives and whether it can work', async () => {
    await start({ isLocal: true });
    expect(await asked('/health/live')).toEqual({ status: 200, text: '{"status":"live"}' });
    expect(await asked('/health/ready?probe=1')).toMatchObject({ status: 200 });
    isAway = true;
    const { status, text } = await asked('/health/ready');
    expect(status).toBe(503);
    expect(JSON.parse(text)).toEqual({
      status: 'not-ready',
      parts: { jobs: { ok: false, because: 'RangeError' } },
    });
    expect(await asked('/health/live')).toMatchObject({ status: 200 });
  });

  it('turn away new work while it stops', async () => {
    await start({ isLocal: true });
    server.stopping();
    const { status, text } = await asked('/health/ready');
    expect({ status, ...(JSON.parse(text) as object) }).toMatchObject({
      status: 'stopping',
      parts: { jobs: { ok: true } },
    });
    expect(status).toBe(503);
  });

  it.each([
    ['/', 404],
    ['/api/v1/requests', 404],
    ['/health', 404],
  ])('answer nothing else: %s with %i', async (path, status) => {
    await start({ isLocal: true });
    expect((await asked(path)).status).toBe(status);
  });

  it('change nothing', async () => {
    await start({ isLocal: true });
    expect((await asked('/health/live', { method: 'POST' })).status).toBe(405);
  });

  it('give the metrics to this machine where nothing else is asked for', async () => {
    await start({ isLocal: true });
    const { status, text } = await asked('/metrics');
    expect(status).toBe(200);
    expect(text).toContain('sunledger_reminders_total{outcome="issued"} 1');
  });

  it('give the metrics to nobody where others could reach them unasked', async () => {
    await start({ isLocal: false });
    expect((await asked('/metrics')).status).toBe(403);
    expect((await asked('/health/live')).status).toBe(200);
  });

  it.each([
    ['nothing', {}, 403],
    ['another token', { authorization: `Bearer ${'u'.repeat(32)}` }, 403],
    ['the token as a password', { authorization: `Basic ${token}` }, 403],
    ['the secret of the proxy', { 'x-sunledger-proxy': proxySecret }, 403],
    ['the token', { authorization: `Bearer ${token}` }, 200],
  ])('with a token set, answer %s', async (_what, headers, status) => {
    await start({ token, proxySecret, isLocal: true });
    expect((await asked('/metrics', { headers })).status).toBe(status);
  });

  it.each([
    ['nothing', {}, 403],
    ['another secret', { 'x-sunledger-proxy': 'x' }, 403],
    ['the secret', { 'x-sunledger-proxy': proxySecret }, 200],
  ])('behind a proxy without a token, answer %s', async (_what, headers, status) => {
    await start({ proxySecret, isLocal: true });
    expect((await asked('/metrics', { headers })).status).toBe(status);
  });
});
