import { isRefusal } from '@sunledger/decider';
import { type Append, atomicEventCountMax } from '@sunledger/event-store';
import { type LedgerSource, readLedger, type RequestRow } from '@sunledger/ledger';
import { yearOf } from '@sunledger/working-days';

import type { Calendars } from '../calendars';
import { caseIdOfRow, derivedId, requestStream } from '../identity';
import type { CommandContext, OfficeParts } from '../parts';
import type { Registers } from '../registers';
import { sideBySide } from '../side-by-side';
import type { ImportFault, ImportProgress, ImportReport } from './import-report';
import { type CasePlan, planCase, sealedAppend } from './plan-case';

/** Rows between two reports of progress, and between two pauses for other work. */
const progressRowCount = 500;

/** Serial numbers in one append; an append is never cut, and a store takes only so much of one. */
const numbersAtOnce = atomicEventCountMax / 2;

export interface ImportRequest {
  readonly agency: string;
  readonly source: LedgerSource;
  readonly dryRun?: boolean;
  readonly onProgress?: ImportProgress;
}

/**
 * Imports a 台账 of requests: the whole file is read and checked first, then everything is
 * appended at once or nothing is. The same file twice adds nothing, because the ids of its facts
 * come from agency, year and serial number.
 */
export async function importRequests(
  parts: OfficeParts,
  calendars: Calendars,
  registers: Registers,
  { agency, source, dryRun = false, onProgress }: ImportRequest,
  context: CommandContext,
): Promise<ImportReport> {
  const today = calendars.today();
  const reading = await readLedger({
    ...source,
    kind: 'requests',
    today,
    policy: parts.policy,
    onProgress: ({ bytesRead, bytesTotal }) =>
      onProgress?.({ phase: 'reading', done: bytesRead, total: bytesTotal }),
  });
  const report = (change: Partial<ImportReport>): ImportReport => ({
    imported: false,
    dryRun,
    kind: 'requests',
    agency,
    rows: reading.rowCount,
    added: 0,
    continued: 0,
    unchanged: 0,
    events: 0,
    faults: reading.faults,
    faultCount: reading.faultCount,
    warnings: reading.warnings,
    ...change,
  });
  if (reading.faultCount > 0) return report({});

  const rows = reading.rows;
  const plans = await planRows(parts, calendars, { agency, rows, onProgress }, context);
  const numbers = await planNumbers(registers, agency, plans, context);
  const faults = [...plans.flatMap(({ plan }) => plan.faults), ...numbers.faults];
  if (faults.length > 0) {
    numbers.release();
    return report({ faults, faultCount: faults.length });
  }
  const planned = [...numbers.appends, ...plans.flatMap(({ plan }) => plan.append ?? [])];
  const events = planned.reduce((sum, append) => sum + append.events.length, 0);
  if (dryRun) numbers.release();
  else if (planned.length > 0) {
    try {
      const sealed = await sealPlans(parts, plans, onProgress);
      await parts.store.appendAll([...numbers.appends, ...sealed], (done, total) =>
        onProgress?.({ phase: 'appending', done, total }),
      );
    } catch (error) {
      numbers.release();
      throw error;
    }
  }
  return report({
    imported: !dryRun,
    added: plans.filter(({ plan }) => plan.isNew).length,
    continued: plans.filter(({ plan }) => !plan.isNew && plan.append !== null).length,
    unchanged: plans.filter(({ plan }) => plan.append === null).length,
    events,
    warnings: [...reading.warnings, ...warningsOfPlans(plans)],
  });
}

interface PlannedRow {
  readonly row: RequestRow;
  readonly plan: CasePlan;
}

async function planRows(
  parts: OfficeParts,
  calendars: Calendars,
  {
    agency,
    rows,
    onProgress,
  }: {
    readonly agency: string;
    readonly rows: readonly RequestRow[];
    readonly onProgress?: ImportProgress | undefined;
  },
  context: CommandContext,
): Promise<readonly PlannedRow[]> {
  const calendar = await calendars.viewFor(agency);
  const today = calendars.today();
  const planned = sideBySide(rows, async (row): Promise<PlannedRow> => {
    const caseId = caseIdOfRow(agency, yearOf(row.receivedOn), row.serialNumber);
    const logged = await parts.store.readStream(requestStream(caseId));
    const target = { row, caseId, agency, logged, calendar, today };
    return { row, plan: await planCase(parts, target, context) };
  });
  const plans: PlannedRow[] = [];
  for await (const one of planned) {
    plans.push(one);
    const done = plans.length;
    if (done % progressRowCount === 0 || done === rows.length) {
      onProgress?.({ phase: 'checking', done, total: rows.length });
      await new Promise(setImmediate);
    }
  }
  return plans;
}

/** Makes the keys of the new cases and seals the personal data of every planned fact. */
async function sealPlans(
  parts: OfficeParts,
  plans: readonly PlannedRow[],
  onProgress: ImportProgress | undefined,
): Promise<readonly Append[]> {
  const total = plans.length;
  onProgress?.({ phase: 'sealing', done: 0, total });
  await parts.vault.prepare(plans.flatMap(({ plan }) => (plan.isNew ? [plan.caseId] : [])));
  const sealed = sideBySide(plans, async ({ row, plan: { caseId, append } }) =>
    append === null ? null : sealedAppend(parts, caseId, row, append),
  );
  const appends: Append[] = [];
  for await (const append of sealed) if (append !== null) appends.push(append);
  onProgress?.({ phase: 'sealing', done: total, total });
  return appends;
}

interface PlannedNumbers {
  readonly appends: readonly Append[];
  readonly faults: readonly ImportFault[];
  release(): void;
}

/**
 * Takes the serial numbers of the new cases in the registers of their years. A case that is new and
 * has its number already is one that an interrupted import did not come to.
 */
async function planNumbers(
  registers: Registers,
  agency: string,
  plans: readonly PlannedRow[],
  context: CommandContext,
): Promise<PlannedNumbers> {
  const appends: Append[] = [];
  const places = new Map<string, number>();
  const faults: ImportFault[] = [];
  const releases: (() => void)[] = [];
  for (const { row, plan } of plans) {
    if (!plan.isNew) continue;
    const { serialNumber } = row;
    const year = yearOf(row.receivedOn);
    const slot = await registers.reserve(agency, year, plan.caseId, { serialNumber });
    if (isRefusal(slot)) {
      const isOwn = slot.refused === 'case-already-numbered';
      if (isOwn && slot.facts['serialNumber'] === serialNumber) continue;
      faults.push({
        code: slot.refused,
        rowNumber: row.rowNumber,
        column: '登记编号',
        message: `第 ${row.rowNumber} 行“登记编号”：${serialNumber} 在 ${year} 年登记簿中已用于另一件申请。`,
      });
      continue;
    }
    releases.push(() => slot.release());
    const numberId = derivedId(plan.caseId, 'number');
    const append = slot.append({ ...context, commandId: numberId });
    const place = places.get(append.stream);
    const earlier = place === undefined ? undefined : appends[place];
    if (place === undefined || earlier === undefined || earlier.events.length >= numbersAtOnce) {
      places.set(append.stream, appends.push(append) - 1);
    } else {
      appends[place] = { ...earlier, events: [...earlier.events, ...append.events] };
    }
  }
  const release = () => {
    for (const forget of releases) forget();
  };
  return { appends, faults, release };
}

const warningRowsListedMax = 100;

/**
 * Doubts about what the office did, by code, with what a clerk should know. Evidence that a ledger
 * has no column for is named by the ledger reader itself, once per kind.
 */
const proceduralDoubts: Readonly<Record<string, string>> = {
  'correction-notice-late': '补正告知晚于收到申请后第 7 个工作日，答复期限不重新起算',
  'extension-after-due': '延期晚于答复期限，请核对日期',
  'extension-notice-after-due': '延期告知晚于答复期限，请核对日期',
  'consultation-pending': '答复时征求意见尚无结果',
  'not-permitted-in-status': '补正尚未收到即已答复，请核对日期',
  'reply-document-number-missing': '答复没有文号',
};

/** One line per kind of doubt, with the rows that have it. */
function warningsOfPlans(plans: readonly PlannedRow[]): ImportReport['warnings'] {
  const byCode = new Map<string, number[]>();
  for (const { row, plan } of plans) {
    for (const code of plan.warnings.filter((one) => one in proceduralDoubts)) {
      const rows = byCode.get(code) ?? [];
      rows.push(row.rowNumber);
      byCode.set(code, rows);
    }
  }
  return [...byCode].map(([code, rowNumbers]) => ({
    code,
    count: rowNumbers.length,
    rowNumbers: rowNumbers.slice(0, warningRowsListedMax),
    message: `${proceduralDoubts[code] ?? code}，已照台账登记。`,
  }));
}
