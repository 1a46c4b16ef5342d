import { Type } from '@sinclair/typebox';

import { type JobBoard, officeTimeZone, type ScheduleTime } from './job-board';
import { defineJobKind, type JobKind } from './job-kind';

/**
 * Every kind of job of this system. Data are ids and dates; what they stand for is read when the
 * job runs. Results are counts and names of files, so that they can be shown to anybody who may
 * look at jobs.
 */

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const strict = { additionalProperties: false } as const;
const nothing = Type.Object({}, strict);
const Code = Type.String({ minLength: 1, maxLength: 100 });
const Count = Type.Integer({ minimum: 0 });

/** What most kinds have in common; a kind states what differs. */
const patient = {
  attempts: 5,
  backOff: { firstMs: 30 * second, factor: 4, mostMs: hour },
  leaseMs: 30 * second,
  timeoutMs: 10 * minute,
  concurrency: 1,
  keepForDays: 30,
} as const;

/** Works through a whole log or year: few attempts, much time. */
const lengthy = { ...patient, attempts: 3, timeoutMs: 12 * hour, leaseMs: minute } as const;

/** Decides which reminders are due and not yet issued, and issues them. */
export const issueReminders = defineJobKind({
  ...patient,
  name: 'issue-reminders',
  title: '签发到期提醒',
  data: nothing,
  result: Type.Object({ issued: Count }, strict),
  keepForDays: 7,
});

/** Brings what an agency was reminded of to everybody whom it concerns and who has not got it. */
export const deliverReminder = defineJobKind({
  ...patient,
  name: 'deliver-reminder',
  title: '送达提醒',
  data: Type.Object({ agency: Code }, strict),
  result: Type.Object(
    { sent: Count, deferredUntil: Type.Union([Type.String(), Type.Null()]) },
    strict,
  ),
  attempts: 8,
  backOff: { firstMs: minute, factor: 3, mostMs: 6 * hour },
  concurrency: 4,
});

/** Freezes the annual report of one agency. */
export const freezeReport = defineJobKind({
  ...patient,
  name: 'freeze-report',
  title: '年度报告定稿',
  data: Type.Object(
    {
      agency: Code,
      year: Type.Integer({ minimum: 2008, maximum: 2999 }),
      acceptedWarnings: Type.Array(
        Type.Object({ id: Code, reason: Type.String({ minLength: 1, maxLength: 4_000 }) }, strict),
        { maxItems: 200 },
      ),
      /** Makes the command one fact, however often the job runs. */
      commandId: Type.String({ minLength: 1, maxLength: 200 }),
    },
    strict,
  ),
  result: Type.Object({ revision: Type.Integer(), position: Type.Integer() }, strict),
});

/** Names of finished exports; the part between them is made by who writes. */
export const exportFileName = (id: string): string => `log-${id}.jsonl.gz`;
export const exportFileNamePattern = /^log-[A-Za-z0-9-]{1,100}[.]jsonl[.]gz$/;

/** Writes the whole log to a file among the exports; what it wrote is kept for as many days. */
export const exportLog = defineJobKind({
  ...lengthy,
  name: 'export-log',
  title: '导出日志',
  data: nothing,
  result: Type.Object({ fileName: Type.String(), length: Count, treeRoot: Type.String() }, strict),
});

/** Imports a ledger that was uploaded before. */
export const importLedger = defineJobKind({
  ...lengthy,
  name: 'import-ledger',
  title: '导入台账',
  data: Type.Object(
    {
      agency: Code,
      ledger: Type.Union([Type.Literal('requests'), Type.Literal('remedies')]),
      /** Id under which the file was kept when it was uploaded. */
      upload: Type.String({ pattern: '^[A-Za-z0-9-]{1,100}$' }),
      commandId: Type.String({ minLength: 1, maxLength: 200 }),
    },
    strict,
  ),
  result: Type.Object({ rows: Count, added: Count, continued: Count, unchanged: Count }, strict),
});

/** Makes every read model anew beside the one in use, then puts it in its place. */
export const rebuildReadModels = defineJobKind({
  ...lengthy,
  name: 'rebuild-read-models',
  title: '重建汇总数据',
  data: nothing,
  result: Type.Object({ events: Count }, strict),
});

/** Makes every read model anew and tells whether it differs from the one in use. */
export const compareReadModels = defineJobKind({
  ...lengthy,
  name: 'compare-read-models',
  title: '核对汇总数据',
  data: nothing,
  result: Type.Object({ rows: Count, differences: Count }, strict),
});

/** Destroys what was uploaded and is no longer needed. */
export const discardUploads = defineJobKind({
  ...patient,
  name: 'discard-uploads',
  title: '清理上传文件',
  data: nothing,
  result: Type.Object({ discarded: Count }, strict),
  keepForDays: 7,
});

/** In the order of a list of kinds. */
export const officeJobs: readonly JobKind[] = [
  issueReminders,
  deliverReminder,
  freezeReport,
  exportLog,
  importLedger,
  rebuildReadModels,
  compareReadModels,
  discardUploads,
];

const inOffice = (cron: string): ScheduleTime => ({ cron, tz: officeTimeZone });

/** When what comes again by itself does so; the application decides what there is to do then. */
export const officeSchedules = {
  issueReminders: inOffice('*/15 * * * *'),
  compareReadModels: inOffice('30 2 * * *'),
  discardUploads: inOffice('50 * * * *'),
} as const;

/** Puts the schedules of this system on record; doing so again changes nothing. */
export async function scheduleOfficeJobs(board: JobBoard): Promise<void> {
  await board.schedule(issueReminders, officeSchedules.issueReminders, {});
  await board.schedule(compareReadModels, officeSchedules.compareReadModels, {});
  await board.schedule(discardUploads, officeSchedules.discardUploads, {});
}
