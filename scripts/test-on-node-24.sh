#!/usr/bin/env bash
# Runs the core suites on Node 24, where node:sqlite replaces better-sqlite3 and no compiler is needed.
# npm's package `node` is the runtime; it lives in a folder of its own because beside a native addon it
# would shadow the Node that the addon was built for.
set -euo pipefail
cd "$(dirname "$0")/.."

node_version=24.21.0
folder=.tools/node24
node24="$folder/node_modules/node/bin/node"
core_suites=(sqlite event-store personal-data persistence projections disclosure-case annual-report disclosure-office)

if [ "$("$node24" --version 2>/dev/null || true)" != "v$node_version" ]; then
  echo "installing node@$node_version into $folder"
  rm -rf "$folder"
  mkdir -p "$folder"
  # An empty package of its own, so that npm neither reads nor changes this repository's packages.
  printf '{ "private": true, "allowScripts": { "node": true } }\n' >"$folder/package.json"
  (cd "$folder" && npm install --no-workspaces --no-save --no-package-lock --no-audit --no-fund \
    --ignore-scripts=false --loglevel=error "node@$node_version")
fi
[ "$("$node24" --version)" = "v$node_version" ] || {
  echo "could not get Node $node_version from npm" >&2
  exit 1
}

unset SUNLEDGER_SQLITE_DRIVER
NODE_NO_WARNINGS=1 "$node24" -e '
  const { openSqlite } = require("@sunledger/sqlite");
  const database = openSqlite(process.argv[1]);
  const { driver } = database;
  database.close();
  if (driver !== "node:sqlite") {
    console.error(`the SQLite driver on Node ${process.version} is ${driver}, not node:sqlite`);
    process.exit(1);
  }
  console.log(`Node ${process.version}, SQLite through ${driver}`);
' "$folder/driver-in-use.db"

NODE_NO_WARNINGS=1 "$node24" node_modules/jest/bin/jest.js \
  "${core_suites[@]/#/libs/}" "$@"
