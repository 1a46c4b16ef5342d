import { request } from 'node:http';

import { ProxyRefused, startApi } from './index';
import { ApiUnderTest } from './testing/running-api';

const secret = '0f9c5d1e7a3b48266c5e9d7f1a2b3c4d';
const proxy = { secret, allowedHosts: ['ledger.example', 'LEDGER2.example'] };

interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

type SentHeaders = Readonly<Record<string, string | string[]>>;

describe('behind a proxy that authenticates', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start('2021-03-01T02:00:00.000Z', { host: '0.0.0.0', proxy });
  });
  afterAll(() => api.close());

  /** What a request answers; headers as they stand on the wire, the host among them. */
  const asked = (
    path: string,
    headers: SentHeaders,
    { method = 'GET', body = '' }: { readonly method?: string; readonly body?: string } = {},
  ): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const url = new URL(path, api.url.replace('0.0.0.0', '127.0.0.1'));
      const sent = body === '' ? headers : { ...headers, 'content-type': 'application/json' };
      const outgoing = request(url, { method, headers: { ...sent } }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => {
          const isJson = String(response.headers['content-type']).includes('json');
          const told = isJson ? (JSON.parse(text) as Answered['body']) : {};
          resolve({ status: response.statusCode ?? 0, body: told });
        });
      });
      // As bytes: with a text, Node would send the headers in the encoding of the text.
      outgoing.on('error', reject).end(Buffer.from(body));
    });

  const handedOn = {
    host: 'ledger.example',
    'x-sunledger-proxy': secret,
    'x-forwarded-user': 'wang.wu',
  };
  const without = (name: keyof typeof handedOn): SentHeaders =>
    Object.fromEntries(Object.entries(handedOn).filter(([key]) => key !== name));

  it('answers what the proxy hands on', async () => {
    expect((await asked('/api/v1/agencies', handedOn)).status).toBe(200);
    expect((await asked('/', { ...handedOn, host: 'ledger2.EXAMPLE:8443' })).status).toBe(200);
  });

  it.each([
    ['without the secret', without('x-sunledger-proxy'), 'proxy-only'],
    ['with another secret', { ...handedOn, 'x-sunledger-proxy': secret.slice(1) }, 'proxy-only'],
    ['with the secret twice', { ...handedOn, 'x-sunledger-proxy': [secret, secret] }, 'proxy-only'],
    ['for a host that is not ours', { ...handedOn, host: 'evil.example' }, 'host-refused'],
    ['for this machine', { ...handedOn, host: '127.0.0.1' }, 'host-refused'],
    ['without a user', without('x-forwarded-user'), 'proxy-user-missing'],
    ['with an empty user', { ...handedOn, 'x-forwarded-user': '' }, 'proxy-user-missing'],
    [
      'with a user of no known letters',
      { ...handedOn, 'x-forwarded-user': '\u00ff\u00fe' },
      'proxy-user-malformed',
    ],
    [
      'with a user without end',
      { ...handedOn, 'x-forwarded-user': 'a'.repeat(101) },
      'proxy-user-malformed',
    ],
    ['from a foreign page', { ...handedOn, origin: 'https://evil.example' }, 'origin-refused'],
    ['from a page without TLS', { ...handedOn, origin: 'http://ledger.example' }, 'origin-refused'],
    ['from another port', { ...handedOn, origin: 'https://ledger.example:8443' }, 'origin-refused'],
    ['in the background', { ...handedOn, 'sec-fetch-site': 'cross-site' }, 'origin-refused'],
  ])('turns away a request %s', async (_how, headers, code) => {
    for (const path of ['/api/v1/agencies', '/', '/api/openapi.json', '/nowhere']) {
      const { status, body } = await asked(path, headers);
      expect({ path, status, code: body['code'] }).toEqual({ path, status: 403, code });
    }
  });

  it('answers its own pages', async () => {
    const origin = { ...handedOn, origin: 'https://ledger.example' };
    expect((await asked('/api/v1/agencies', origin)).status).toBe(200);
  });

  it.each(['/health/live', '/health/ready'])(
    'answers %s to whoever supervises it',
    async (path) => {
      expect((await asked(path, { host: '10.1.2.3:3210' })).status).toBe(200);
    },
  );

  it.each(['/health/live/', '/HEALTH/live', '/health', '/health/live/..%2f..%2fapi/v1/agencies'])(
    'answers nothing but that without the secret: %s',
    async (path) => {
      expect((await asked(path, { host: '10.1.2.3:3210' })).status).toBe(403);
    },
  );

  it('gives the metrics to who has the secret', async () => {
    expect((await asked('/metrics', { host: '10.1.2.3' })).status).toBe(403);
    const presented = { host: '10.1.2.3', 'x-sunledger-proxy': secret };
    expect((await asked('/metrics', presented)).status).toBe(200);
  });

  it('logs as the actor whom the proxy has authenticated, whoever is claimed', async () => {
    const name = Buffer.from('王五', 'utf8').toString('latin1');
    const added = await asked(
      '/api/v1/agencies',
      { ...handedOn, 'x-forwarded-user': name, 'x-actor': 'head-of-office' },
      { method: 'POST', body: JSON.stringify({ code: 'taiping', name: '太平镇人民政府' }) },
    );
    expect(added.status).toBe(201);
    const [event] = await api.open.office.parts.store.readStream('agency-taiping');
    expect(event?.meta.actor).toBe('王五');
  });
});

describe('the settings of a proxy', () => {
  it.each([
    [{ secret: 'short', allowedHosts: ['ledger.example'] }, 'proxy-secret-weak'],
    [{ secret: 'a'.repeat(64), allowedHosts: ['ledger.example'] }, 'proxy-secret-weak'],
    [{ secret, allowedHosts: [] }, 'allowed-hosts-missing'],
  ])('must not let strangers in: %j', async (weak, code) => {
    const api = await ApiUnderTest.start('2021-03-01T02:00:00.000Z');
    const started = startApi({ office: api.open.office, host: '0.0.0.0', port: 0, proxy: weak });
    await expect(started).rejects.toThrow(ProxyRefused);
    await expect(started).rejects.toMatchObject({ code });
    await api.close();
  });
});
