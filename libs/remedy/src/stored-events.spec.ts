import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  checkRemedyEventData,
  type LoggedRemedyEvent,
  remedyEventDefinitions,
  remedyEventSchemas,
  type RemedyEventType,
  foldRemedy,
  remedyFactsOf,
} from './index';

interface StoredSample {
  readonly id: string;
  readonly type: RemedyEventType;
  readonly schemaVersion: number;
  readonly occurredOn: string;
  readonly data: object;
}

const folder = join(__dirname, '../../../test/fixtures/events/remedy');
const files = readdirSync(folder).sort();
const samples = files.map(
  (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as StoredSample,
);

describe('stored events of a remedy', () => {
  it('have a sample of every type that was ever written', () => {
    expect(files).toEqual(
      Object.keys(remedyEventSchemas)
        .map((type) => `${type}.v1.json`)
        .sort(),
    );
    expect(files).toEqual(
      samples.map(({ type, schemaVersion }) => `${type}.v${schemaVersion}.json`),
    );
  });

  it.each(samples.map((sample) => [sample.type, sample] as const))('%s is read', (type, sample) => {
    expect(checkRemedyEventData(type, sample.data)).toBe(true);
  });

  it.each(remedyEventDefinitions.map(({ type, check }) => [type, check] as const))(
    '%s refuses data that are none',
    (_type, check) => {
      expect(check('text')).not.toBe(true);
      expect(check({ reason: 7, result: 7, caseNumber: 7, documentNumber: 7 })).not.toBe(true);
    },
  );

  it('fold to a suit with two instances', () => {
    const suit = samples.filter(({ type }) => type.startsWith('Suit') && type !== 'SuitWithdrawn');
    const order = ['SuitFiled', 'SuitDocketed', 'SuitDecided', 'SuitAppealed'];
    const logged = [...suit].sort(
      (one, other) => order.indexOf(one.type) - order.indexOf(other.type),
    );
    expect(remedyFactsOf(foldRemedy(logged as unknown as LoggedRemedyEvent[]))).toEqual([
      expect.objectContaining({ kind: 'suitAfterReview', instance: 1, result: 'corrected' }),
      expect.objectContaining({ instance: 2, openedOn: '2024-11-12', result: null }),
    ]);
  });

  it('leave FactCorrected to the catalogue of the disclosure case', () => {
    expect(remedyEventDefinitions.map(({ type }) => type)).not.toContain('FactCorrected');
    expect(remedyEventDefinitions).toHaveLength(11);
  });
});
