import type { Append, ExpectedRevision } from '../port';

/** An event ready to be written: checked, with its JSON text made once. */
export interface NewRow {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly occurredOn: string;
  readonly dataText: string;
  readonly metaText: string;
}

export interface NewRows {
  readonly stream: string;
  readonly expectedRevision: ExpectedRevision;
  readonly rows: readonly NewRow[];
}

/** Names are hashed line by line and shown to people: no control character in them. */
const name = /^[^\u0000-\u001f\u007f]{1,200}$/;
const plainDate = /^\d{4}-\d{2}-\d{2}$/;

const demand = (holds: boolean, what: string, value: unknown): void => {
  if (!holds) throw new TypeError(`${what} may not be ${JSON.stringify(value)}`);
};

/** Checks what the log relies on and makes the JSON texts; throws TypeError on a broken event. */
export const newRowsOf = ({ stream, events, expectedRevision }: Append): NewRows => {
  demand(name.test(stream), 'a stream name', stream);
  const revisionHolds =
    expectedRevision === 'any' || (Number.isInteger(expectedRevision) && expectedRevision >= -1);
  demand(revisionHolds, 'an expected revision', expectedRevision);
  const rows = events.map((event) => {
    demand(name.test(event.id), 'an event id', event.id);
    demand(name.test(event.type), 'an event type', event.type);
    const version = event.schemaVersion;
    demand(Number.isInteger(version) && version >= 1, 'a schema version', version);
    demand(plainDate.test(event.occurredOn), 'an occurrence date', event.occurredOn);
    return {
      id: event.id,
      type: event.type,
      schemaVersion: version,
      occurredOn: event.occurredOn,
      dataText: JSON.stringify(event.data),
      metaText: JSON.stringify(event.meta),
    };
  });
  return { stream, expectedRevision, rows };
};
