import { EventIdReused, EventStoreUnavailable, RevisionConflict } from '@sunledger/event-store';
import { refusalSentence } from '@sunledger/disclosure-office';
import { ReadModelsUnavailable } from '@sunledger/persistence';
import { CaseErased, ErasureIncomplete, KeysUnavailable } from '@sunledger/personal-data';
import { ProjectionBehind } from '@sunledger/projections';

import { knownProblem } from './problem-filter';
import { refusalStatuses, statusOfRefusal } from './refusal-status';

describe('a refusal', () => {
  it.each(Object.keys(refusalStatuses))('%s has a sentence of its own', (code) => {
    const sentence = refusalSentence(code, {});
    expect(sentence).toMatch(/\p{Script=Han}/u);
    expect(sentence).not.toContain(code);
  });

  it.each([
    ['case-unknown', 404],
    ['extension-already-given', 409],
    ['extension-too-long', 422],
    ['serial-number-contended', 503],
  ])('%s is %i', (code, status) => {
    expect(statusOfRefusal(code)).toBe(status);
  });
});

describe('an error of the stores', () => {
  it.each([
    [new EventStoreUnavailable('append', 'the disk is full'), 503, 'store-unavailable'],
    [new KeysUnavailable({ cause: new Error('refused') }), 503, 'keys-unavailable'],
    [new ReadModelsUnavailable('connection', {}), 503, 'read-models-unavailable'],
    [new ProjectionBehind(7, 'not within 5000 ms'), 503, 'read-models-behind'],
    [new ErasureIncomplete('case-1'), 503, 'erasure-incomplete'],
    [new CaseErased('case-1'), 422, 'personal-data-erased'],
    [new EventIdReused('id', 'request-1'), 422, 'idempotency-key-reused'],
    [new RevisionConflict('request-1', 1, 2, []), 409, 'revision-conflict'],
  ])('is told as what to do about it: %s', (error, status, code) => {
    expect(knownProblem(error)).toMatchObject({ status, code });
  });

  it('is nothing known when it is not one of them', () => {
    expect(knownProblem(new TypeError('x is not a function'))).toBeUndefined();
  });
});
