import { isRefusal } from '@sunledger/decider';
import type { Office } from '@sunledger/disclosure-office';

import type { Cabinet } from './paper-file';

/** On which day of the year after each agency files: the town in time, the county late. */
const filingDays: Readonly<Record<string, string>> = { town: '01-15', county: '04-15' };

/** Freezes, approves, hands in and publishes last year's report once its day has come. */
export async function fileReport(
  office: Office,
  agency: string,
  day: string,
  { filedReports }: Cabinet,
): Promise<void> {
  const year = Number(day.slice(0, 4)) - 1;
  const filed = `${agency}/${year}`;
  if (year < 2019 || filedReports.has(filed) || day.slice(5) < (filingDays[agency] ?? '')) return;
  const context = () => ({ commandId: office.newId(), actor: '年报填报人' });
  const report = await office.reports.derive({ agency, year });
  if (isRefusal(report)) throw new Error(JSON.stringify(report));
  const accepted = report.checks
    .filter(({ ok }) => !ok)
    .map(({ id }) => ({ id, reason: '已核对' }));
  const steps = [
    await office.reports.freeze(agency, year, accepted, context()),
    await office.reports.file(
      agency,
      year,
      { type: 'ApproveReport', on: day, approvedBy: '主要领导' },
      context(),
    ),
    await office.reports.file(
      agency,
      year,
      { type: 'SubmitReport', on: day, submittedTo: '主管部门' },
      context(),
    ),
    await office.reports.file(
      agency,
      year,
      { type: 'PublishReport', on: day, where: '政府网站' },
      context(),
    ),
  ];
  const refused = steps.find((step) => !('done' in step));
  if (refused !== undefined) throw new Error(JSON.stringify(refused));
  filedReports.add(filed);
}
