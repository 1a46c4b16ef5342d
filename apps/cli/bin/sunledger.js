#!/usr/bin/env node
'use strict';

const { existsSync } = require('node:fs');
const { join } = require('node:path');

const main = join(__dirname, '..', 'dist', 'main.js');
if (!existsSync(main)) {
  process.stderr.write('尚未构建：请先在仓库根目录运行 npm install（或 npm run build）。\n');
  process.exit(1);
}
// node:sqlite announces itself as experimental on some Node versions; clerks need not read that.
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') process.stderr.write(`${String(warning)}\n`);
});
// Before anything else is loaded, so that the instrumentations meet the packages they observe; not
// even loaded where nobody asked for traces.
const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT } = process.env;
const tracing =
  OTEL_EXPORTER_OTLP_ENDPOINT || OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
    ? require('@sunledger/observability/dist/tracing/main.js').startTracing(process.env)
    : undefined;
require(main)
  .main(process.argv)
  .then(async (code) => {
    process.exitCode = code;
    await tracing?.stop();
  });
