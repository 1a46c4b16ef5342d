import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const packageFile = join(__dirname, '..', '..', '..', 'package.json');

/** Version of the installed software. */
export const release = String(
  // The root package always has a version.
  (JSON.parse(readFileSync(packageFile, 'utf8')) as { readonly version: string }).version,
);
