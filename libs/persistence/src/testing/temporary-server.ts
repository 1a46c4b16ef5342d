import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server of its own, with data of its own, for specs that stop one. */
export interface TemporaryServer {
  readonly url: string;
  start(): void;
  /** `immediate` ends it as a crash would. */
  stop(how: 'fast' | 'immediate'): void;
  remove(): void;
}

const script = join(__dirname, '..', '..', '..', '..', 'scripts', 'test-servers.mjs');

/** @param variable the environment variable that the script names its address by */
export function temporaryServer(only: 'postgres' | 'redis', variable: string): TemporaryServer {
  const folder = mkdtempSync(join(tmpdir(), `sunledger-${only}-`));
  const run = (command: string, ...options: readonly string[]): string =>
    execFileSync(
      process.execPath,
      [script, command, '--folder', folder, '--only', only, ...options],
      { encoding: 'utf8' },
    );
  const start = () => run('start', '--for', String(process.pid)).trim();
  const url = start().slice(variable.length + 1);
  return {
    url,
    start,
    stop: (how) => run('stop', '--how', how),
    remove: () => {
      run('remove');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
