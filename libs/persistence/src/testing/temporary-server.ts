import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A server of its own, with data of its own, for specs that stop one. */
export interface TemporaryServer {
  readonly url: string;
  start(): void;
  /** `immediate` ends it as a crash would. */
  stop(how: 'fast' | 'immediate'): void;
  /** Stops and starts it while this process goes on; resolves when it answers again. */
  restart(how: 'fast' | 'immediate'): Promise<void>;
  remove(): void;
}

const script = join(__dirname, '..', '..', '..', '..', 'scripts', 'test-servers.mjs');

/** @param variable the environment variable that the script names its address by */
export function temporaryServer(only: 'postgres' | 'redis', variable: string): TemporaryServer {
  const folder = mkdtempSync(join(tmpdir(), `sunledger-${only}-`));
  const words = (command: string, options: readonly string[]): readonly string[] => [
    ...[script, command, '--folder', folder, '--only', only],
    ...options,
  ];
  const run = (command: string, ...options: readonly string[]): string =>
    execFileSync(process.execPath, words(command, options), { encoding: 'utf8' });
  const runBeside = (command: string, ...options: readonly string[]) =>
    promisify(execFile)(process.execPath, words(command, options));
  const user = ['--for', String(process.pid)] as const;
  const start = () => run('start', ...user).trim();
  const url = start().slice(variable.length + 1);
  return {
    url,
    start,
    stop: (how) => run('stop', '--how', how),
    restart: async (how) => {
      await runBeside('stop', '--how', how);
      await runBeside('start', ...user);
    },
    remove: () => {
      run('remove');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
