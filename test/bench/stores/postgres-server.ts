import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { Client } from 'pg';

import type { Place } from './place';
import { HighWater, residentMib } from './process-memory';

const script = join(__dirname, '..', '..', '..', '..', 'scripts', 'test-servers.mjs');

const run = promisify(execFile);

/** Why there is no server, in one line; one that specs may use instead is not measured. */
const reasonOf = (error: unknown): string => {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
  const [line = ''] = (said || String(error)).trim().split('\n');
  return line.replace(/, or name a server in .*$/, '');
};

const onServer = async <Result>(
  url: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const settingOf = (client: Client, name: string): Promise<string> =>
  client
    .query<{ value: string }>('SELECT current_setting($1) AS value', [name])
    .then(({ rows }) => rows[0]?.value ?? '');

/** What the figures depend on; as it comes, unless somebody set it. */
const statedSettings = ['server_version', 'shared_buffers', 'fsync', 'synchronous_commit'] as const;

/** A PostgreSQL of Debian's package with data of its own, for the time of one run. */
export class PostgresServer {
  private constructor(
    private readonly folder: string,
    private readonly url: string,
    /** The process that all others of the server are children of. */
    private readonly pid: number,
    /** Settings by name, for the record. */
    readonly settings: Readonly<Record<string, string>>,
  ) {}

  /** @returns the server, or why there is none. */
  static async start(folder: string): Promise<PostgresServer | { readonly reason: string }> {
    const options = ['--folder', folder, '--only', 'postgres', '--for', String(process.pid)];
    try {
      const { stdout } = await run(process.execPath, [script, 'start', ...options]);
      const url = stdout.trim().replace(/^\w+=/, '');
      return await onServer(url, async (client) => {
        const data = await settingOf(client, 'data_directory');
        const pid = Number.parseInt(readFileSync(join(data, 'postmaster.pid'), 'utf8'), 10);
        const settings: Record<string, string> = {};
        for (const name of statedSettings) settings[name] = await settingOf(client, name);
        return new PostgresServer(folder, url, pid, settings);
      });
    } catch (error) {
      await removeServer(folder).catch(() => undefined);
      return { reason: reasonOf(error) };
    }
  }

  /** Read models in an empty database of that name. */
  async place(name: string): Promise<Place> {
    await onServer(this.url, async (client) => {
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${name}`);
    });
    const url = new URL(this.url);
    url.pathname = `/${name}`;
    return { store: 'PostgreSQL', readModelsUrl: url.href };
  }

  /** Begins to look how much memory all processes of the server hold together. */
  watchMemory(): HighWater {
    return new HighWater(() => residentMib(this.pid));
  }

  remove(): Promise<void> {
    return removeServer(this.folder);
  }
}

const removeServer = async (folder: string): Promise<void> => {
  await run(process.execPath, [script, 'remove', '--folder', folder, '--only', 'postgres']);
};

/** Brings statistics up to date, as a rebuild does for its own tables. */
export const settleTable = (url: string, table: string): Promise<void> =>
  onServer(url, async (client) => {
    await client.query(`VACUUM (ANALYZE) ${table}`);
  });
