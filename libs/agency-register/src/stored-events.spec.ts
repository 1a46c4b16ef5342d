import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  accountEventDefinitions,
  agencyEventDefinitions,
  calendarEventDefinitions,
  registerEventDefinitions,
  type StoredEventDefinition,
} from './index';

interface StoredSample {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: object;
}

const catalogue: readonly (readonly [string, readonly StoredEventDefinition[]])[] = [
  ['account', accountEventDefinitions],
  ['agency', agencyEventDefinitions],
  ['register', registerEventDefinitions],
  ['calendar', calendarEventDefinitions],
];

describe.each(catalogue)('stored events of the stream %s', (stream, definitions) => {
  const folder = join(__dirname, '../../../test/fixtures/events', stream);
  const files = readdirSync(folder).sort();

  it('have a sample of every type that was ever written', () => {
    expect(files).toEqual(definitions.map(({ type }) => `${type}.v1.json`).sort());
  });

  it.each(files)('%s is read', (file) => {
    const sample = JSON.parse(readFileSync(join(folder, file), 'utf8')) as StoredSample;
    const definition = definitions.find(({ type }) => type === sample.type);
    expect(`${sample.type}.v${sample.schemaVersion}.json`).toBe(file);
    expect(definition?.check(sample.data)).toBe(true);
  });

  it('are refused with data that are none', () => {
    for (const { check } of definitions) expect(check({ year: 'x', code: 7 })).not.toBe(true);
  });
});

describe('a stored arrangement', () => {
  it('is read for what it says, not for its shape alone', () => {
    const [published] = calendarEventDefinitions;
    const arrangement = {
      id: 'cn-2027',
      year: 2027,
      publishedOn: '2026-11-10',
      document: '国办发明电〔2026〕9号',
      title: '通知',
      coversYear: true,
      days: { '2027-02-29': { working: false, name: '春节' } },
    };
    expect(published?.check({ arrangement })).toBe('/arrangement/days/2027-02-29 not-a-date');
  });
});
