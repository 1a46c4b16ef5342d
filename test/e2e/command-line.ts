import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { main } from '@sunledger/cli';

import { suiteStores } from './profile';

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

/** A data directory and, where the profile of this run has servers, stores of its own. */
export interface Place {
  readonly directory: string;
  readonly data: string;
  /** Leaves the environment as it was and removes what was made. */
  remove(): Promise<void>;
}

/** Sets variables of the environment; answers with what puts them back. */
export function setEnvironment(variables: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
}

/** A place for one test or hook; the environment names it until `remove`. */
export async function freshDirectory(): Promise<Place> {
  const directory = mkdtempSync(join(tmpdir(), 'sunledger-'));
  const data = join(directory, 'data');
  const stores = await suiteStores();
  const putBack = setEnvironment({ SUNLEDGER_DATA: data, ...stores.environment });
  const remove = async () => {
    putBack();
    rmSync(directory, { recursive: true, force: true });
    await stores.remove();
  };
  return { directory, data, remove };
}

/** A place for a whole suite, called where `beforeAll` may be: its stores are made first of all. */
export function dataDirectory(): Place {
  const directory = mkdtempSync(join(tmpdir(), 'sunledger-'));
  const data = join(directory, 'data');
  const undo: (() => unknown)[] = [() => rmSync(directory, { recursive: true, force: true })];
  beforeAll(async () => {
    const stores = await suiteStores();
    undo.push(stores.remove, setEnvironment({ SUNLEDGER_DATA: data, ...stores.environment }));
  });
  const remove = async () => {
    for (const step of undo.reverse()) await step();
  };
  return { directory, data, remove };
}
