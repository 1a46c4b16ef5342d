// PostgreSQL and Redis of Debian's packages for the specs, on free ports and with data of their own:
// `node scripts/test-servers.mjs start` and, in the shell, `eval "$(node scripts/test-servers.mjs env)"`.
// Nothing of a PostgreSQL or Redis that runs on this machine already is touched.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import {
  postgresAddress,
  removePostgres,
  startPostgres,
  stopPostgres,
} from './test-servers/postgres.mjs';
import { redisAddress, removeRedis, startRedis, stopRedis } from './test-servers/redis.mjs';
import { alone, Users } from './test-servers/server-folder.mjs';

const usage = `Usage: node scripts/test-servers.mjs <start|stop|leave|remove|env>
  start   starts what does not run yet and prints where it listens
  stop    stops both
  leave   stops both unless somebody else uses them (with --for)
  remove  stops both and removes their data
  env     prints where they listen, as lines for a shell
  --for <pid>                 the process that uses them; without it they stay until "stop"
  --folder <folder>           where their data lie (.tools/test-servers)
  --only <postgres|redis>     one of them alone
  --how <fast|immediate>      end in order, or as a crash would`;

const servers = {
  postgres: {
    variable: 'SUNLEDGER_TEST_POSTGRES',
    start: startPostgres,
    address: postgresAddress,
    stop: stopPostgres,
    remove: removePostgres,
  },
  redis: {
    variable: 'SUNLEDGER_TEST_REDIS',
    start: startRedis,
    address: redisAddress,
    stop: stopRedis,
    remove: removeRedis,
  },
};

function asked() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      for: { type: 'string' },
      folder: { type: 'string' },
      only: { type: 'string' },
      how: { type: 'string', default: 'fast' },
    },
  });
  const root = join(import.meta.dirname, '..', '.tools', 'test-servers');
  const chosen = values.only === undefined ? Object.keys(servers) : [values.only];
  const known = chosen.every((name) => name in servers) && /^(fast|immediate)$/.test(values.how);
  if (positionals.length !== 1 || !known) throw new TypeError(usage);
  return {
    command: positionals[0],
    folder: resolve(values.folder ?? root),
    user: values.for ?? 'kept',
    how: values.how,
    chosen: chosen.map((name) => servers[name]),
  };
}

const print = (line) => process.stdout.write(`${line}\n`);

async function start({ folder, user, chosen }) {
  for (const server of chosen) print(`${server.variable}=${await server.start(folder)}`);
  new Users(folder).add(user);
}

async function stop({ folder, how, chosen }) {
  new Users(folder).clear();
  for (const server of chosen) await server.stop(folder, how);
}

async function leave(question) {
  const users = new Users(question.folder);
  users.remove(question.user);
  if (users.present().length === 0) await stop(question);
}

async function remove(question) {
  await stop(question);
  for (const server of question.chosen) server.remove(question.folder);
}

async function printEnvironment({ folder, chosen }) {
  for (const server of chosen) {
    const address = await server.address(folder);
    if (address === undefined) throw new Error('not running: node scripts/test-servers.mjs start');
    print(`export ${server.variable}=${address}`);
  }
}

const commands = { start, stop, leave, remove, env: printEnvironment };

try {
  const question = asked();
  if (!(question.command in commands)) throw new TypeError(usage);
  await alone(question.folder, () => commands[question.command](question));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof TypeError ? 2 : 1;
}
