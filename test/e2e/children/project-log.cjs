'use strict';

// Brings the read models up with the log, says so, and builds them anew without end. Run by
// kill.e2e.spec.ts with the data directory.
const { writeSync } = require('node:fs');
const { readSettings } = require('@sunledger/settings');
const { openOffice } = require('@sunledger/wiring');

async function main() {
  const [dataDirectory] = process.argv.slice(2);
  const { readModels } = await openOffice(
    readSettings({ ...process.env, SUNLEDGER_DATA: dataDirectory }),
  );
  writeSync(1, '"ready"\n');
  for (;;) {
    await readModels.rebuild();
    writeSync(1, '"rebuilt"\n');
  }
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
