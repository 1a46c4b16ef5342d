import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

import { commandLine } from './killed-child';

const patienceMs = 50_000;
/** A start that takes longer is none; its process is ended, so that it does not outlive the test. */
const startPatienceMs = 120_000;
const lookEveryMs = 50;

/** The system as it is installed, started in a process of its own and asked over HTTP. */
export class StartedProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly ended: Promise<number | null>,
    readonly url: string,
  ) {}

  /** Starts it on a free port and waits until it listens. */
  static async start(environment: Readonly<Record<string, string>>): Promise<StartedProcess> {
    const child = spawn(process.execPath, [commandLine, 'start', '--port', '0'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    let said = '';
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const impatient = setTimeout(() => child.kill('SIGKILL'), startPatienceMs);
    const url = await new Promise<string>((resolve, reject) => {
      const listen = (text: string) => {
        said += text;
        const [found] = /http:\/\/[\d.]+:\d+/.exec(said) ?? [];
        if (found !== undefined) resolve(found);
      };
      child.stdout.setEncoding('utf8').on('data', listen);
      child.stderr.setEncoding('utf8').on('data', listen);
      void ended.then(() => reject(new Error(`it ended before it listened: ${said}`)));
    }).finally(() => clearTimeout(impatient));
    return new StartedProcess(child, ended, url);
  }

  get(path: string): Promise<Response> {
    return fetch(`${this.url}${path}`);
  }

  post(path: string, body: object = {}): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return fetch(`${this.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** Waits until an answer is as it should be; fails with the last one. */
  async until(path: string, isGood: (text: string, status: number) => boolean): Promise<string> {
    let last = '';
    for (let waited = 0; waited < patienceMs; waited += lookEveryMs) {
      const response = await this.get(path);
      last = await response.text();
      if (isGood(last, response.status)) return last;
      await sleep(lookEveryMs);
    }
    throw new Error(`${path} went on answering ${last}`);
  }

  async ready(): Promise<this> {
    await this.until('/health/ready', (_text, status) => status === 200);
    return this;
  }

  /** Sends a signal and waits for the end; the exit code, null after a blow. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }
}
