import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { main } from '@sunledger/cli';

/** What a command line answered. */
export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line in this process, as `npm run -s sunledger -- …` would. */
export async function sunledger(...parameters: readonly string[]): Promise<Answer> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(['node', 'sunledger', ...parameters], {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    interactive: false,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** The JSON a command printed; fails with what it said instead. */
export async function json<Data>(...parameters: readonly string[]): Promise<Data> {
  const answer = await sunledger(...parameters);
  if (answer.code !== 0) throw new Error(`${parameters.join(' ')}: ${answer.err}`);
  return JSON.parse(answer.out) as Data;
}

/** A data directory of its own for a suite; the environment names it until `remove`. */
export function dataDirectory() {
  const directory = mkdtempSync(join(tmpdir(), 'sunledger-'));
  const before = process.env['SUNLEDGER_DATA'];
  process.env['SUNLEDGER_DATA'] = join(directory, 'data');
  return {
    directory,
    data: join(directory, 'data'),
    remove: () => {
      if (before === undefined) delete process.env['SUNLEDGER_DATA'];
      else process.env['SUNLEDGER_DATA'] = before;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
