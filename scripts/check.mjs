// Everything CI runs, in order, going on after a failure so that one run tells all. The last line is
// `N passed, N failed`: tests of both Node versions, and each other step as one.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const results = join('.tools', 'check');
const jestReport = join(results, 'jest.json');
const jestReportNode24 = join(results, 'jest-node24.json');

const steps = [
  { name: 'format', command: ['npm', 'run', '-s', 'format:check'] },
  { name: 'build', command: ['npm', 'run', '-s', 'build'] },
  { name: 'types', command: ['npm', 'run', '-s', 'types'] },
  { name: 'lint', command: ['npm', 'run', '-s', 'lint'] },
  { name: 'imports', command: ['npm', 'run', '-s', 'imports'] },
  {
    name: 'tests',
    command: ['npm', 'test', '-s', '--', '--ci', '--json', `--outputFile=${jestReport}`],
    report: jestReport,
  },
  ...['postgres', 'kurrentdb'].map((profile) => {
    const report = join(results, `jest-${profile}.json`);
    const words = ['--ci', '--json', `--outputFile=${report}`];
    return {
      name: `end to end over ${profile}`,
      command: ['npm', 'run', '-s', 'test:profile', '--', profile, ...words],
      report,
    };
  }),
  // Its figures mean nothing here: it shows that every row still runs.
  { name: 'small bench', command: ['npm', 'run', '-s', 'bench', '--', '--quick'] },
  {
    name: 'core tests on Node 24',
    command: [
      ...['npm', 'run', '-s', 'test:node24', '--'],
      ...['--ci', '--json', `--outputFile=${jestReportNode24}`],
    ],
    report: jestReportNode24,
  },
];

/** Tests of one Jest run; a spec that could not be run at all is one failure. */
function testsOf(report) {
  if (!existsSync(report)) return { passed: 0, failed: 0 };
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
}

function run({ name, command: [program, ...parameters], report }) {
  console.log(`\n== ${name}`);
  const startedAt = Date.now();
  const { status } = spawnSync(program, parameters, { stdio: ['ignore', 'inherit', 'inherit'] });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  const ok = status === 0;
  console.log(`== ${name}: ${ok ? 'ok' : 'FAILED'} (${seconds} s)`);
  const tests = report === undefined ? { passed: ok ? 1 : 0, failed: 0 } : testsOf(report);
  // A red step counts at least once, even when its tests are not to blame.
  return { name, ok, passed: tests.passed, failed: ok ? 0 : Math.max(1, tests.failed) };
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const outcomes = steps.map(run);
const red = outcomes.filter(({ ok }) => !ok).map(({ name }) => name);
const sum = (what) => outcomes.reduce((total, outcome) => total + outcome[what], 0);
const line = `${sum('passed')} passed, ${sum('failed')} failed`;
writeFileSync(join(results, 'result.txt'), `${line}\n`);

console.log(red.length === 0 ? '\neverything is green' : `\nred: ${red.join(', ')}`);
console.log(line);
process.exitCode = red.length === 0 ? 0 : 1;
