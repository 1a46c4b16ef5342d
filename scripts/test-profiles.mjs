// The end-to-end suite over the stores of one scaled profile: `postgres` or `kurrentdb` (see
// test/e2e/profile.ts); over the embedded one it is part of the ordinary tests. The log of `kurrentdb`
// is on the protocol test server, unless SUNLEDGER_TEST_KURRENTDB names a real one. Further words are
// handed on to Jest.
import { spawnSync } from 'node:child_process';

/**
 * What does not use the stores of the run shows nothing more here: what kills or moves makes stores of
 * its own, `roles` and `worker` are over servers always, `verify` and `tracing` are about files and
 * spans.
 */
const names = [
  ...['accounts', 'backup', 'erasure', 'hostile-ledger', 'ledger', 'ledger-growth', 'main-job'],
  ...['past-report', 'reminders', 'replay', 'roll-up', 'usage', 'worked-examples'],
];

const profiles = ['postgres', 'kurrentdb'];

const [profile, ...words] = process.argv.slice(2);
if (!profiles.includes(profile)) {
  console.error(`usage: npm run test:profile -- ${profiles.join('|')} [words for Jest]`);
  process.exit(2);
}
const paths = names.map((name) => `test/e2e/${name}.e2e.spec.ts`);
const { status } = spawnSync('npx', ['jest', '--runTestsByPath', ...paths, ...words], {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, SUNLEDGER_E2E_PROFILE: profile },
});
process.exitCode = status ?? 1;
