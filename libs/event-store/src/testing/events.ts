import { createHash, randomUUID } from 'node:crypto';

import type { Append, ExpectedRevision, NewEvent } from '../port';

/** A UUID that is the same for the same seed. */
export const idOf = (seed: string): string =>
  createHash('sha256')
    .update(seed)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

export const newEvent = (overrides: Partial<NewEvent> = {}): NewEvent => ({
  id: randomUUID(),
  type: 'RequestReceived',
  schemaVersion: 1,
  occurredOn: '2026-03-02',
  data: { channel: 'mail', matter: '申请公开某街道征收补偿安置方案' },
  meta: { actor: 'clerk-17', role: 'case-officer' },
  ...overrides,
});

export const newEvents = (count: number, overrides: Partial<NewEvent> = {}): NewEvent[] =>
  Array.from({ length: count }, (_, at) => newEvent({ data: { at }, ...overrides }));

export const appendOf = (
  stream: string,
  expectedRevision: ExpectedRevision,
  ...events: NewEvent[]
): Append => ({ stream, events, expectedRevision });
