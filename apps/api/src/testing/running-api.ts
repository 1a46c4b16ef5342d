import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openLog } from '@sunledger/observability';
import { embeddedStores, type OpenOffice, openOffice } from '@sunledger/wiring';

import { type ApiOptions, type RunningApi, startApi } from '../start-api';

/** One answer over HTTP. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Told;
}

/**
 * What a JSON body may hold, of all answers together: a spec reads what its answer has. A body
 * that is no JSON holds none of it.
 */
export interface Told {
  readonly caseId: string;
  readonly remedyId: string;
  readonly serialNumber: string;
  readonly commandId: string;
  readonly revision: number;
  readonly position: number;
  readonly duplicate: boolean;
  readonly code: string;
  readonly detail: string;
  readonly errorId: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly faults: readonly { readonly path: string; readonly message: string }[];
  readonly status: string;
  readonly permittedCommands: readonly object[];
  readonly case: Readonly<Record<string, unknown>>;
  readonly personal: object;
  readonly steps: readonly {
    readonly eventId: string;
    readonly type: string;
    readonly dueOn: string | null;
  }[];
  readonly history: readonly { readonly sentence: string }[];
  readonly requests: readonly { readonly receivedOn: string }[];
  readonly next: string | null;
  readonly narrative: Readonly<Record<string, unknown>>;
  readonly tables: { readonly remedies: Readonly<Record<string, object>> };
  readonly checks: readonly { readonly id: string; readonly ok: boolean }[];
  readonly cases: readonly { readonly caseId: string }[];
  readonly cells: readonly object[];
  readonly carriedOver: readonly object[];
}

/** What a spec may choose of the API. */
export type ApiChoices = Partial<Omit<ApiOptions, 'office' | 'port'>>;

/** Choices that need the open office. */
export type ChoicesOver = (open: OpenOffice, dataDirectory: string) => ApiChoices;

export interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A real office in a directory of its own, served over real HTTP, with a clock that can be set. */
export class ApiUnderTest {
  private constructor(
    readonly open: OpenOffice,
    readonly running: RunningApi,
    /** Everything logged so far, one JSON object each. */
    readonly logLines: readonly string[],
    private readonly stop: () => Promise<void>,
    private readonly clock: { now: string },
  ) {}

  /** @param now the instant at which the office starts, ISO 8601 in UTC. */
  static async start(now: string, options: ApiChoices | ChoicesOver = {}): Promise<ApiUnderTest> {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'sunledger-api-'));
    const clock = { now };
    const open = await openOffice(embeddedStores(dataDirectory), { now: () => clock.now });
    const logLines: string[] = [];
    const api = await startApi({
      office: open.office,
      host: '127.0.0.1',
      port: 0,
      log: openLog({ level: 'debug', write: (line) => void logLines.push(line) }),
      ...(typeof options === 'function' ? options(open, dataDirectory) : options),
    });
    const stop = async () => {
      await api.close();
      await open.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    };
    return new ApiUnderTest(open, api, logLines, stop, clock);
  }

  get url(): string {
    return this.running.url;
  }

  /** What was logged of faults that nobody expected. */
  get faultLines(): readonly string[] {
    return this.logLines.filter((line) => line.includes('"event":"fault"'));
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
      // See `Told`.
      body: (json ? JSON.parse(text) : {}) as Told,
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
