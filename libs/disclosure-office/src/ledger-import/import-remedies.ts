import { isRefusal } from '@sunledger/decider';
import { type Append, noStream } from '@sunledger/event-store';
import { readLedger, type RemedyRow } from '@sunledger/ledger';
import {
  commandsForLedgerRow,
  decideRemedy,
  foldRemedy,
  type LoggedRemedyEvent,
  remedyRefusalSentence,
} from '@sunledger/remedy';

import type { Calendars } from '../calendars';
import { newEvents } from '../command-handler';
import { derivedId, remedyStream } from '../identity';
import type { CommandContext, OfficeParts } from '../parts';
import type { Remedies } from '../remedies';
import { sideBySide } from '../side-by-side';
import type { ImportFault, ImportReport } from './import-report';
import type { ImportRequest } from './import-requests';

/**
 * Imports the ledger of 行政复议 and 行政诉讼; all rows or none. A remedy is known by the request,
 * its kind and the day it was accepted, so a row that has gained its result continues the same one.
 */
export async function importRemedies(
  parts: OfficeParts,
  calendars: Calendars,
  remedies: Remedies,
  { agency, source, dryRun = false, onProgress }: ImportRequest,
  context: CommandContext,
): Promise<ImportReport> {
  const reading = await readLedger({
    ...source,
    kind: 'remedies',
    today: calendars.today(),
    policy: parts.policy,
    onProgress: ({ bytesRead, bytesTotal }) =>
      onProgress?.({ phase: 'reading', done: bytesRead, total: bytesTotal }),
  });
  const { position } = await parts.store.head();
  await parts.readModels.runner.waitFor(position);
  const faults: ImportFault[] = [...reading.faults];
  const plans: RemedyPlan[] = [];
  const planned = sideBySide(reading.rows, (row) =>
    planRemedy(parts, remedies, agency, row, context),
  );
  for await (const plan of planned) {
    plans.push(plan);
    onProgress?.({ phase: 'checking', done: plans.length, total: reading.rows.length });
  }
  faults.push(...plans.flatMap((plan) => plan.fault ?? []));
  const appends = plans.flatMap(({ append }) => append ?? []);
  const imported = faults.length === 0 && !dryRun;
  if (imported && appends.length > 0) await parts.store.appendAll(appends);
  return {
    imported,
    dryRun,
    kind: 'remedies',
    agency,
    rows: reading.rowCount,
    added: faults.length > 0 ? 0 : plans.filter(({ isNew }) => isNew).length,
    continued:
      faults.length > 0 ? 0 : plans.filter(({ isNew, append }) => !isNew && append !== null).length,
    unchanged: faults.length > 0 ? 0 : plans.filter(({ append }) => append === null).length,
    events: faults.length > 0 ? 0 : appends.reduce((sum, append) => sum + append.events.length, 0),
    faults,
    faultCount: Math.max(reading.faultCount, faults.length),
    warnings: reading.warnings,
  };
}

interface RemedyPlan {
  readonly append: Append | null;
  readonly isNew: boolean;
  readonly fault?: ImportFault;
}

async function planRemedy(
  parts: OfficeParts,
  remedies: Remedies,
  agency: string,
  row: RemedyRow,
  context: CommandContext,
): Promise<RemedyPlan> {
  const [request, ...others] = await parts.readModels.serialNumbers.find(row.serialNumber, agency);
  const faulty = (code: string, column: string, words: string): RemedyPlan => ({
    append: null,
    isNew: false,
    fault: {
      code,
      rowNumber: row.rowNumber,
      column,
      message: `第 ${row.rowNumber} 行“${column}”：${words}`,
    },
  });
  if (request === undefined || others.length > 0) {
    return faulty(
      request === undefined ? 'case-unknown' : 'case-ambiguous',
      '登记编号',
      request === undefined
        ? `没有登记编号为 ${row.serialNumber} 的申请，请先导入申请台账。`
        : `登记编号 ${row.serialNumber} 对应多件申请，请先核对登记簿。`,
    );
  }
  const { caseId } = request;
  const remedyId = derivedId('remedy', caseId, row.kind, row.acceptedOn);
  const logged = await parts.store.readStream(remedyStream(remedyId));
  const known = [...(logged as unknown as readonly LoggedRemedyEvent[])];
  const facts = await remedies.factsAbout(caseId, true);
  if (facts === undefined) return faulty('case-unknown', '登记编号', '申请没有记录。');
  const added = [];
  for (const command of commandsForLedgerRow(row, { remedyId, caseId })) {
    const idParts = [remedyId, 'ledger', command.type];
    const id = derivedId(...idParts, 0);
    const onRecord = known.find((event) => event.id === id);
    if (onRecord !== undefined) {
      if (onRecord.occurredOn !== command.on) {
        return faulty('row-contradicts-record', '审结日期', '与系统中已登记的内容不一致，请核对。');
      }
      continue;
    }
    const decided = decideRemedy(command, foldRemedy(known), facts);
    if (isRefusal(decided)) {
      const words = remedyRefusalSentence(decided.refused, decided.facts);
      return faulty(decided.refused, '类型', words);
    }
    const events = newEvents(parts, decided, context, (at) => derivedId(...idParts, at));
    added.push(...events);
    known.push(...decided.map((event, at) => ({ ...event, id: events[at]?.id ?? '' })));
  }
  return {
    isNew: logged.length === 0,
    append:
      added.length === 0
        ? null
        : {
            stream: remedyStream(remedyId),
            events: added,
            expectedRevision: logged.at(-1)?.revision ?? noStream,
          },
  };
}
