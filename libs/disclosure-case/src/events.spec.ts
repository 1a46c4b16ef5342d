import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { noCase } from './case';
import { checkEventData, type RequestEvent, requestEventDefinitions } from './events';
import { evolve } from './evolve';
import { knownHistory, type LoggedRequestEvent } from './history';

const folder = join(__dirname, '../../../test/fixtures/events/request');

/** A fact as it stood in a log once; such files are added, never changed. */
interface StoredSample {
  readonly type: string;
  readonly version: number;
  readonly occurredOn: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const files = readdirSync(folder).sort();
const read = (file: string): StoredSample =>
  JSON.parse(readFileSync(join(folder, file), 'utf8')) as StoredSample;

describe('every stored shape', () => {
  it('has a sample for each version of each event', () =>
    expect(files).toEqual(
      requestEventDefinitions.map(({ type, version }) => `${type}.v${version}.json`).sort(),
    ));

  it.each(files)('%s is still understood', (file) => {
    const sample = read(file);
    expect(file).toBe(`${sample.type}.v${sample.version}.json`);
    const definition = requestEventDefinitions.find(({ type }) => type === sample.type);
    expect(definition?.check(sample.data)).toBe(true);
    // The check above showed that the data are those of the type.
    const event = sample as unknown as RequestEvent;
    expect(() => evolve(noCase, event)).not.toThrow();
  });

  it('names every field its schema knows, so that none is dropped unseen', () => {
    for (const sample of files.map(read)) {
      const definition = requestEventDefinitions.find(({ type }) => type === sample.type);
      const absent = Object.keys(definition?.schema.properties ?? {}).filter(
        (field) => !(field in sample.data),
      );
      // A fee is assessed on one basis: pages and requests exclude each other.
      expect([sample.type, absent]).toEqual([
        sample.type,
        sample.type === 'FeeAssessed' ? ['pages'] : [],
      ]);
    }
  });

  it('folds into one case, in whatever order it lies in the folder', () => {
    const logged = files.map(read).map((sample) => ({ ...sample, id: sample.type }));
    const events = logged as unknown as LoggedRequestEvent[];
    const state = knownHistory(events).reduce(evolve, noCase);
    expect(state).toMatchObject({
      // As the stored correction says it was.
      receivedOn: '2019-09-23',
      applicantType: 'business',
      extension: { workingDays: 20, notifiedOn: '2019-10-18' },
      reply: { disposalKind: 'partiallyDisclosed', dispatchedOn: '2019-11-23' },
      fee: { amountYuan: 300, paidOn: '2021-03-20' },
      carriedOverFrom: [2019],
      erasedOn: '2029-12-31',
    });
  });
});

describe('the check of an event', () => {
  it('names the field at fault', () => {
    expect(checkEventData('FeePaid', { amountYuan: 0 })).toContain('/amountYuan');
    expect(checkEventData('ReplySigned', {})).toContain('/disposalKind');
    expect(checkEventData('CarriedOver', { fromYear: 2019, toYear: 2020 })).toBe(true);
  });

  it('refuses a type it does not know', () =>
    expect(checkEventData('CaseUpdated' as RequestEvent['type'], {})).toContain('unknown'));
});
