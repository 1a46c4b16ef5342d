'use strict';

// Registers requests without end, four at a time, and says so after each one that is durable. Run by
// kill.e2e.spec.ts with: data directory, name of the round, the registration as JSON.
const { writeSync } = require('node:fs');
const { readSettings } = require('@sunledger/settings');
const { openOffice } = require('@sunledger/wiring');

const [dataDirectory, round, registration] = process.argv.slice(2);

function say(line) {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

async function registerWithoutEnd(office, writer) {
  for (let count = 0; ; count += 1) {
    const commandId = `${round}/${writer}/${count}`;
    const context = { commandId, actor: `writer-${writer}` };
    const outcome = await office.requests.register(JSON.parse(registration), context);
    if (outcome.done !== true) throw new Error(JSON.stringify(outcome));
    const { caseId, serialNumber } = outcome;
    say({ commandId, caseId, serialNumber });
  }
}

async function main() {
  const { office } = await openOffice(
    readSettings({ ...process.env, SUNLEDGER_DATA: dataDirectory }),
  );
  say('ready');
  await Promise.all([0, 1, 2, 3].map((writer) => registerWithoutEnd(office, writer)));
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
