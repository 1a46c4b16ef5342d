import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { childScript, commandLine, demandBuild } from './killed-child';
import { StartedProcess } from './started-process';
import { startTraceReceiver } from './trace-receiver';

/** What a child said until it ended. */
interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

describe('traces', () => {
  let directory: string;
  let receiver: Awaited<ReturnType<typeof startTraceReceiver>>;
  beforeAll(demandBuild);
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'sunledger-traces-'));
    receiver = await startTraceReceiver();
  });
  afterEach(async () => {
    await receiver.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** Runs a script to its end. */
  const run = (parameters: readonly string[], environment: NodeJS.ProcessEnv) => {
    const child = spawn(process.execPath, parameters, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { out: '', err: '' };
    child.stdout.on('data', (part: Buffer) => void (said.out += part.toString('utf8')));
    child.stderr.on('data', (part: Buffer) => void (said.err += part.toString('utf8')));
    return new Promise<Said>((resolve) => {
      child.once('close', (code) => resolve({ code, ...said }));
    });
  };

  it('tell of requests and commands, not of what was asked or sent', async () => {
    const system = await StartedProcess.start({
      SUNLEDGER_DATA: directory,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    });
    const { url } = system;
    const answer = await fetch(`${url}/api/v1/agencies?search=${encodeURIComponent('张三丰')}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: 'taiping', name: '太平镇人民政府' }),
    });
    expect(answer.status).toBe(201);
    await fetch(`${url}/health/live`);
    expect(await system.end('SIGTERM')).toBe(0);

    const spans = receiver.spans();
    const names = spans.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['command AddAgency', 'append']));
    expect(names).toContain('POST /api/v1/agencies');
    const traces = new Set(
      spans
        .filter(({ name }) => /AddAgency|^POST|^append/.test(name))
        .map(({ traceId }) => traceId),
    );
    expect(traces.size).toBe(1);
    expect(new Set(receiver.paths())).toEqual(new Set(['/v1/traces']));
    expect(receiver.everything()).not.toMatch(/张三丰|%E5%BC%A0|太平|health\/live/);
  }, 30_000);

  it('tell of appends, PostgreSQL and Redis inside the work, without any value', async () => {
    const { env } = process;
    const said = await run(
      [
        childScript('traced-work'),
        join(directory, 'log.db'),
        env['SUNLEDGER_TEST_POSTGRES'] ?? '',
        env['SUNLEDGER_TEST_REDIS'] ?? '',
      ],
      { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url },
    );
    const { code, err } = said;
    expect({ code, faults: err.split('\n').filter((line) => line.startsWith('Error')) }).toEqual({
      code: 0,
      faults: [],
    });
    const spans = receiver.spans();
    const work = spans.find(({ name }) => name === 'work');
    const within = spans.filter(({ traceId }) => traceId === work?.traceId);
    expect(within.map(({ name }) => name.replace(/^(pg.query:SELECT) .*/, '$1'))).toEqual(
      expect.arrayContaining(['work', 'append', 'pg.query:SELECT', 'redis set']),
    );
    expect(within.find(({ name }) => name === 'append')?.attributes).toMatchObject({
      'sunledger.stream.kind': 'request',
    });
    const logged = err.split('\n').find((line) => line.includes('"worked"'));
    expect(JSON.parse(logged ?? '{}')).toMatchObject({ level: 'info', traceId: work?.traceId });
    // It was sent as the name of a stream, as a parameter, as a value and in the words of errors.
    expect(receiver.everything()).not.toContain('13800138000');
  }, 30_000);

  it('are not recorded, nor their packages loaded, where no receiver is named', async () => {
    const listLoaded =
      "process.on('exit', () => process.stdout.write(Object.keys(require.cache).join('\\n')));";
    const said = await run(['-e', `${listLoaded} require(process.argv[1])`, commandLine], {
      OTEL_EXPORTER_OTLP_ENDPOINT: '',
      SUNLEDGER_DATA: directory,
    });
    const { out } = said;
    expect(out).toContain('commander');
    expect(out).not.toContain('@opentelemetry/sdk-node');
  });
});
