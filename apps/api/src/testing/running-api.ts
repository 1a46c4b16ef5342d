import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type OpenOffice, openOffice } from '@sunledger/wiring';

import { startApi } from '../start-api';

/** One answer over HTTP. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON of the body; undefined for anything else. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a spec asserts the shape it reads
  readonly body: any;
}

export interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A real office in a directory of its own, served over real HTTP, with a clock that can be set. */
export class ApiUnderTest {
  private constructor(
    readonly open: OpenOffice,
    readonly url: string,
    readonly faultLines: readonly string[],
    private readonly stop: () => Promise<void>,
    private readonly clock: { now: string },
  ) {}

  /** @param now the instant at which the office starts, ISO 8601 in UTC. */
  static async start(now: string): Promise<ApiUnderTest> {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'sunledger-api-'));
    const clock = { now };
    const open = await openOffice(
      { dataDirectory, masterKeyFile: '', policyFile: '' },
      { now: () => clock.now },
    );
    const faultLines: string[] = [];
    const { url, close } = await startApi({
      office: open.office,
      host: '127.0.0.1',
      port: 0,
      log: (line) => void faultLines.push(line),
    });
    const stop = async () => {
      await close();
      await open.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    };
    return new ApiUnderTest(open, url, faultLines, stop, clock);
  }

  close(): Promise<void> {
    return this.stop();
  }

  /** Lets time pass; a log never goes back. */
  setClock(now: string): void {
    this.clock.now = now;
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('GET', path, { headers });
  }

  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer> {
    return this.send('POST', path, { body, headers: headers ?? {} });
  }

  async send(method: string, path: string, { body, headers = {} }: Sent): Promise<Answer> {
    const raw = typeof body === 'string' || body instanceof FormData || body === undefined;
    const response = await fetch(this.url + path, {
      method,
      headers: raw ? { ...headers } : { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: json ? (JSON.parse(text) as unknown) : undefined,
    };
  }
}

/** An agency of that code, added today. */
export async function addAgency(api: ApiUnderTest, code: string, name: string): Promise<void> {
  const { status, text } = await api.post('/api/v1/agencies', { code, name });
  if (status !== 201) throw new Error(text);
}

/** A registration by post, as a clerk would send it. */
export const registration = (agency: string, changes: object = {}) => ({
  on: '2020-03-02',
  agency,
  channel: 'inPerson',
  applicantType: 'naturalPerson',
  submittedOn: '2020-03-02',
  personal: {
    name: '张三丰',
    documentNumber: '110101199001011237',
    contact: '13800138000',
    requestText: '2019 年度征地补偿方案',
  },
  lateReason: '补录',
  ...changes,
});
