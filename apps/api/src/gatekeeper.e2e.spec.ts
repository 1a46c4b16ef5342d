import { request } from 'node:http';

import { HostNotLoopback, startApi } from './index';
import { ApiUnderTest } from './testing/running-api';

/** Sends what `fetch` would not: a `Host` of one's own. */
const statusWith = (url: string, headers: Readonly<Record<string, string>>): Promise<number> =>
  new Promise((resolve, reject) => {
    request(`${url}/health/live`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

describe('the door, without a proxy', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start('2021-03-01T02:00:00.000Z');
  });
  afterAll(() => api.close());

  it.each(['0.0.0.0', '192.168.1.7', 'office.example', '::'])(
    'does not open on %s',
    async (host) => {
      const started = startApi({ office: api.open.office, host, port: 0 });
      await expect(started).rejects.toThrow(HostNotLoopback);
      await expect(started).rejects.toMatchObject({
        code: 'host-not-loopback',
        message: expect.stringContaining('只应答本机'),
      });
    },
  );

  it.each([
    ['127.0.0.1:3210', 200],
    ['localhost', 200],
    ['[::1]:80', 200],
    ['evil.example', 403],
    ['127.0.0.1.evil.example', 403],
    ['127.0.0.1@evil.example', 403],
  ])('answers the host name %s with %i', async (host, status) => {
    expect(await statusWith(api.url, { host })).toBe(status);
  });

  it.each([
    ['another site', { origin: 'http://evil.example' }, 403],
    ['another program on this machine', { origin: 'http://127.0.0.1:1' }, 403],
    ['a page without origin', { origin: 'null' }, 403],
    ['a picture on another site', { 'sec-fetch-site': 'cross-site' }, 403],
    [
      'a link on another site',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
      200,
    ],
  ])('answers a request of %s', async (_whose, headers, status) => {
    expect(await statusWith(api.url, headers)).toBe(status);
  });

  it('answers its own pages', async () => {
    expect(await statusWith(api.url, { origin: api.url })).toBe(200);
  });

  it('sends headers that keep pages from being framed, sniffed or scripted', async () => {
    const { headers } = await api.get('/');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
  });
});
