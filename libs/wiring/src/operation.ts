import { Value } from '@sinclair/typebox/value';
import type { Office } from '@sunledger/disclosure-office';
import { compareReadModels, type JobBoard } from '@sunledger/jobs';
import type { DutyCount, MetricReaders, ReadyParts } from '@sunledger/observability';
import { dutyKinds, furthestDueOn, levelOn, reminderLevels } from '@sunledger/reminder';

/** What operators are told about. */
interface Operated {
  readonly office: Office;
  readonly board: Pick<JobBoard, 'counts' | 'list'>;
}

/**
 * Parts that must serve besides the log and the read models. Redis is none: while it is away jobs are
 * recorded, and carried out when it is back.
 */
export const readyPartsOf = ({ office: { parts }, board }: Operated): ReadyParts => ({
  keys: () => parts.vault.reach(),
  jobs: () => board.counts(),
});

/** What the metrics read of an office and its jobs. */
export const metricReadersOf = ({ office, board }: Operated): MetricReaders => {
  const { store, readModels, now } = office.parts;
  return {
    lag: async () => [{ projection: 'read-models', ...(await readModels.lag(now())) }],
    jobs: () => board.counts(),
    duties: () => dutyLevels(office),
    differences: () => lastDifferences(board),
    logLength: async () => (await store.head()).length,
  };
};

/** What the last comparison of read models and log came to, whatever process made it. */
async function lastDifferences(board: Pick<JobBoard, 'list'>): Promise<number | undefined> {
  const { name: kind, result } = compareReadModels;
  const [job] = (await board.list({ kind, state: 'done', limit: 1 })).jobs;
  return Value.Check(result, job?.result) ? job.result.differences : undefined;
}

/**
 * Open duties of requests and remedies by level, each level named even where there is none. By the
 * calendar of all: a holiday of one agency may put one of its duties a level off.
 */
async function dutyLevels({ calendars, policy, parts }: Office): Promise<readonly DutyCount[]> {
  const today = calendars.today();
  const calendar = await calendars.viewFor(undefined);
  const through = furthestDueOn(today, dutyKinds, calendar, policy);
  const counts = new Map<string, number>(reminderLevels.map((level) => [level, 0]));
  for (const { count, ...duty } of await parts.readModels.duties.counts(today, through)) {
    const level = levelOn(duty, today, calendar, policy);
    if (level !== 'none') counts.set(level, (counts.get(level) ?? 0) + count);
  }
  return [...counts].map(([level, count]) => ({ level, count }));
}
