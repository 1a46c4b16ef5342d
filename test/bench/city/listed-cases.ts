import type { CaseStatus } from '@sunledger/disclosure-case';
import {
  caseListTable,
  columnNames,
  noDate,
  type ReadModelDatabase,
  type RowValues,
  toIndexes,
  toTable,
  upsertRows,
} from '@sunledger/persistence';
import { addDays } from '@sunledger/working-days';

import { cityAgencies, type CityAgency } from './agencies';
import { Random, WeightedChoice } from './random';

const seed = 1_000_003;
const rowsPerTransaction = 10_000;
const dayCount = 3_652;
const firstDay = '2014-01-01';
/** From here on cases are still open, as seen from the end of the last year. */
const openFrom = '2023-11-20';

const people = 400_000;
export const nameHashOf = (person: number): string => `name-hash-${person}-${'x'.repeat(24)}`;

export const units = ['政府信息公开科', '办公室', '规划科', '征收补偿科', '财务科', '法制科'];
const kinds = ['disclosedProvided', 'informationNotExist', 'alreadyPublic', 'notThisAgency'];
const channels = ['internet', 'internet', 'signedMail', 'inPerson'];
const openStatuses: readonly CaseStatus[] = ['open', 'open', 'open', 'consulting', 'signed'];

type NamedValues = Readonly<Record<string, string | number | null>>;

/** Makes rows of the case list as the projection would, without a log behind them. */
class ListedCases {
  private readonly random = new Random(seed);
  private readonly serials = new Map<string, number>();
  private readonly agency = new WeightedChoice<CityAgency>(
    cityAgencies(),
    (_, at) => 1 / Math.sqrt(at + 1),
  );

  *rows(count: number): Generator<RowValues, void, void> {
    const columns = columnNames(caseListTable);
    for (let at = 0; at < count; at += 1) {
      const receivedOn = addDays(firstDay, Math.floor((at / count) * dayCount));
      const values = this.valuesOf(receivedOn, at);
      yield columns.map((column) => values[column] ?? null);
    }
  }

  private valuesOf(receivedOn: string, at: number): NamedValues {
    const { random } = this;
    const { code } = this.agency.draw(random);
    const year = receivedOn.slice(0, 4);
    const ordinal = (this.serials.get(code + year) ?? 0) + 1;
    this.serials.set(code + year, ordinal);
    const voided = random.next() < 0.007;
    const open = !voided && receivedOn >= openFrom && random.next() < 0.8;
    const closedOn = addDays(receivedOn, 5 + random.below(40));
    const person = random.below(people);
    return {
      case_id: random.id(),
      agency: code,
      serial_number: `${year}-${String(ordinal).padStart(4, '0')}`,
      register_year: Number(year),
      channel: random.pick(channels),
      applicant_type: random.next() < 0.9 ? 'naturalPerson' : 'business',
      received_on: receivedOn,
      registered_on: receivedOn,
      status: voided ? 'voided' : open ? random.pick(openStatuses) : 'closed',
      due_on: open ? addDays(receivedOn, 28 + random.below(30)) : noDate,
      due_provisional: 0,
      disposal_kind: open || voided ? null : random.pick(kinds),
      closed_on: open || voided ? noDate : closedOn,
      on_time: open || voided ? null : 1,
      extended: random.next() < 0.05 ? 1 : 0,
      carried_over: closedOn.slice(0, 4) === year ? 0 : 1,
      assigned_unit: random.pick(units),
      reply_document_number: open ? null : `${code} 信答 ${year}-${ordinal} 号`,
      name_hash: nameHashOf(person),
      document_hash: `document-hash-${person}-${'x'.repeat(24)}`,
      voided: voided ? 1 : 0,
      erased: 0,
      revision: 13,
      position: at + 1,
    };
  }
}

/** Fills the case list anew; its indexes are made at the end, as in a rebuild. */
export async function fillCaseList(database: ReadModelDatabase, count: number): Promise<void> {
  await database.write(async (transaction) => {
    await transaction.execute(`DROP TABLE ${caseListTable.name}`);
    await transaction.runner.createTable(
      toTable(caseListTable, caseListTable.name, transaction.dialect),
    );
  });
  let batch: RowValues[] = [];
  const flush = async (): Promise<void> => {
    await database.write((transaction) => upsertRows(transaction, caseListTable, batch));
    batch = [];
  };
  for (const row of new ListedCases().rows(count)) {
    batch.push(row);
    if (batch.length === rowsPerTransaction) await flush();
  }
  await flush();
  await database.write((transaction) =>
    transaction.runner.createIndices(caseListTable.name, toIndexes(caseListTable)),
  );
}
