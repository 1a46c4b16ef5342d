// Starts PostgreSQL and Redis for a run of Jest, unless the environment names servers to use.
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const variables = { postgres: 'SUNLEDGER_TEST_POSTGRES', redis: 'SUNLEDGER_TEST_REDIS' };

const testServers = (...parameters) =>
  spawnSync(
    process.execPath,
    [join(__dirname, '..', 'test-servers.mjs'), ...parameters, '--for', String(process.pid)],
    { encoding: 'utf8' },
  );

module.exports = () => {
  for (const [name, variable] of Object.entries(variables)) {
    if (process.env[variable]) continue;
    const { status, stdout, stderr } = testServers('start', '--only', name);
    // Specs that need no server run all the same; the others say what is missing.
    if (status === 0) process.env[variable] = stdout.trim().slice(variable.length + 1);
    else process.env[`${variable}_MISSING`] = stderr.trim();
    globalThis.sunledgerTestServersUsed = true;
  }
};

module.exports.leave = () => {
  if (globalThis.sunledgerTestServersUsed === true) testServers('leave');
};
