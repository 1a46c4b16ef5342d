import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { settingDescriptions } from '@sunledger/settings';

import { deployFiles, deployFolder } from './yaml-file';

/** Variables that are read, with those that name a file in which the value stands. */
const known = new Set([
  ...settingDescriptions.map(({ variable }) => variable),
  ...settingDescriptions.filter(({ secret }) => secret).map(({ variable }) => `${variable}_FILE`),
  // The driver is chosen below the settings, before anything can be read.
  'SUNLEDGER_SQLITE_DRIVER',
  // Names a server for the specs; no process of the product reads it.
  'SUNLEDGER_TEST_KURRENTDB',
]);

const namedIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/\bSUNLEDGER_[A-Z_]*[A-Z]\b/g)].map(([variable]) => variable)),
];
const unknownIn = (text: string): readonly string[] =>
  namedIn(text).filter((variable) => !known.has(variable));

describe('the settings that deploy/ names', () => {
  it.each(deployFiles())('exist: %s', (file) => {
    expect(unknownIn(readFileSync(join(deployFolder, file), 'utf8'))).toEqual([]);
  });

  it('are looked for everywhere, and a wrong one is found', () => {
    const named = deployFiles().flatMap((file) =>
      namedIn(readFileSync(join(deployFolder, file), 'utf8')),
    );
    expect(new Set(named).size).toBeGreaterThan(12);
    expect(unknownIn('SUNLEDGER_PORT: 3210\nSUNLEDGER_PORTS_FILE=x')).toEqual([
      'SUNLEDGER_PORTS_FILE',
    ]);
    // What is no secret is never read from a file.
    expect(unknownIn('SUNLEDGER_ROLES_FILE=/x')).toEqual(['SUNLEDGER_ROLES_FILE']);
  });
});
