#!/usr/bin/env node
'use strict';

// Ends with 0 when the system on this machine can serve: what a container's supervisor asks. It
// loads nothing, because it runs every few seconds.
const port = process.env.SUNLEDGER_PORT || '3210';
fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(4_000) }).then(
  ({ ok }) => {
    process.exitCode = ok ? 0 : 1;
  },
  () => {
    process.exitCode = 1;
  },
);
