// Does by hand what deploy/embedded/Dockerfile says, where no Docker engine runs: the same files, the
// same commands, the same user, over a tree that this user cannot change. Needs root and the Node of
// scripts/test-on-node-24.sh. Prints what was tried; ends with 1 when something failed.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const dockerfile = readFileSync(join(root, 'deploy/embedded/Dockerfile'), 'utf8');
const node = join(root, '.tools/node24/node_modules/node/bin');
const user = 10_001;

const [building = '', final = ''] = dockerfile
  .replace(/\\\n\s*/g, ' ')
  .split(/^FROM .*$/m)
  .slice(1);
const instructions = (stage, name) =>
  stage
    .split('\n')
    .flatMap((line) => (line.startsWith(`${name} `) ? [line.slice(name.length + 1)] : []));

const folder = mkdtempSync(join(tmpdir(), 'sunledger-image-'));
const built = join(folder, 'build');
const data = join(folder, 'data');
const path = `${node}:${process.env.PATH}`;

function say(what, startedAt) {
  console.log(`${what}: ok (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
}

/** What the ignore file keeps out, beside everything that no COPY names. */
const isIgnored = (file) =>
  ['node_modules', 'dist'].includes(basename(file)) || /\.(tsbuildinfo|spec\.ts)$/.test(file);

function build() {
  mkdirSync(built);
  for (const line of instructions(building, 'COPY')) {
    const parts = line.split(' ');
    const target = join(built, parts.at(-1));
    for (const source of parts.slice(0, -1)) {
      const place = parts.at(-1).endsWith('/') ? join(target, basename(source)) : target;
      mkdirSync(dirname(place), { recursive: true });
      cpSync(join(root, source), place, {
        recursive: true,
        filter: (file) => !isIgnored(file),
      });
    }
  }
  for (const command of instructions(building, 'RUN')) {
    const startedAt = Date.now();
    // npm hands settings down to what it starts; the image's build knows none of ours.
    const env = Object.fromEntries(
      Object.entries({ ...process.env, PATH: path, CI: 'true' }).filter(
        ([name]) => !/^npm_(package|lifecycle|execpath|node)/.test(name),
      ),
    );
    execFileSync('sh', ['-euc', command], {
      cwd: built,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    say(command, startedAt);
  }
}

const as = { uid: user, gid: user, cwd: built };
const environment = {
  PATH: path,
  HOME: '/nonexistent',
  NODE_ENV: 'production',
  SUNLEDGER_DATA: data,
  SUNLEDGER_PORT: String(20_000 + (process.pid % 20_000)),
};

/** Runs one program to its end, as the image's user. */
function runProgram(program, ...parameters) {
  const { status, stdout, stderr, error } = spawnSync(program, parameters, {
    ...as,
    env: environment,
    encoding: 'utf8',
  });
  return { status, said: `${stdout}${stderr}${error ?? ''}` };
}

const run = (...parameters) => runProgram('node', ...parameters);

function demand(isSo, what, said = '') {
  if (!isSo) throw new Error(`${what}: ${said}`);
}

/** The parameters of a line in exec form, without the folder that only the image has. */
const parametersOf = (line) =>
  JSON.parse(line.replace(/^.*?(?=\[)/, '')).map((part) => part.replace('/opt/sunledger/', ''));

async function serve() {
  const [entry] = instructions(final, 'ENTRYPOINT').map(parametersOf);
  const [command] = instructions(final, 'CMD').map(parametersOf);
  const [health] = instructions(final, 'HEALTHCHECK').map(parametersOf);
  const startedAt = Date.now();
  const server = spawn(entry[0], [...entry.slice(1), ...command], {
    ...as,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (part) => (said += part));
  const ended = new Promise((done) => server.once('close', done));
  for (;;) {
    if (run(...health.slice(1)).status === 0) break;
    demand(server.exitCode === null && Date.now() - startedAt < 60_000, 'the start', said);
    await new Promise((done) => setTimeout(done, 200));
  }
  say('started as a user that owns nothing but the data, and ready', startedAt);
  // As `docker exec … sunledger` does: by the link of the image, which needs a file that may be run.
  const sunledger = join(built, entry[1]);
  const added = runProgram(sunledger, 'agency', 'add', 'taiping', '--name', '太平镇人民政府');
  demand(added.status === 0, 'agency add beside the running system', added.said);
  server.kill('SIGTERM');
  demand((await ended) === 0, 'the stop', said);
  say('an agency added beside it, and stopped by SIGTERM', startedAt);
}

try {
  demand(process.getuid() === 0, 'this script', 'only root can start a process as another user');
  build();
  execFileSync('chmod', ['-R', 'a-w,a+rX', built]);
  execFileSync('chmod', ['0755', folder]);
  mkdirSync(data, { mode: 0o700 });
  chownSync(data, user, user);
  const write = "require('node:fs').writeFileSync('apps/cli/bin/sunledger.js', '')";
  demand(/EACCES/.test(run('-e', write).said), 'the tree', 'could be written');
  const { said } = run('-p', "require.resolve('jest')");
  demand(/MODULE_NOT_FOUND/.test(said), 'development packages', said);
  console.log(`size: ${execFileSync('du', ['-sh', built], { encoding: 'utf8' }).split('\t')[0]}`);
  await serve();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
