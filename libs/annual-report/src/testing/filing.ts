import {
  type AnnualReport,
  type DisclosureEntry,
  noFiling,
  reportFiling,
  type ReportFilingCommand,
  type ReportFilingEvent,
  type ReportFilingFacts,
  type ReportFilingRefusal,
} from '@sunledger/annual-report';
import { isRefusal } from '@sunledger/decider';
import { seedActiveDisclosure } from './seed';

/** The filing of agency `A` for 2019, looked at a year later. */
export const filingFacts: ReportFilingFacts = { agency: 'A', year: 2019, today: '2020-12-31' };

const fold = (events: readonly ReportFilingEvent[]) =>
  events.reduce(reportFiling.evolve, reportFiling.initial);

/** Given these commands were accepted, when a further one comes, then it happens or is refused. */
export function givenFiling(...commands: readonly ReportFilingCommand[]) {
  const history: ReportFilingEvent[] = [];
  for (const command of commands) {
    const decision = reportFiling.decide(command, fold(history), filingFacts);
    if (isRefusal(decision)) throw new Error(`${command.type} was refused: ${decision.refused}`);
    history.push(...decision);
  }
  return {
    filing: () => (history.length === 0 ? noFiling : fold(history)),
    events: () => history,
    when: (command: ReportFilingCommand, facts: Partial<ReportFilingFacts> = {}) => {
      const decision = reportFiling.decide(command, fold(history), { ...filingFacts, ...facts });
      return {
        happened: (): readonly ReportFilingEvent[] => {
          if (isRefusal(decision)) throw new Error(`refused: ${decision.refused}`);
          return decision;
        },
        refused: (code: ReportFilingRefusal, facts: object = {}) =>
          expect(decision).toMatchObject({ refused: code, facts }),
      };
    },
  };
}

type CommandOf<Name> = Extract<ReportFilingCommand, { type: Name }>;

/** The usual acts of an office over one derived report of 2019, each on its usual day. */
export function filingCommands(report: AnnualReport) {
  const enter = (
    figures: readonly DisclosureEntry[] = seedActiveDisclosure,
  ): CommandOf<'EnterActiveDisclosure'> => ({
    type: 'EnterActiveDisclosure',
    on: '2020-01-02',
    figures,
    source: '党政办公室文件台账',
  });
  const freeze = (change: Partial<CommandOf<'FreezeReport'>> = {}): CommandOf<'FreezeReport'> => ({
    type: 'FreezeReport',
    on: '2020-01-03',
    report,
    caseListDigest: 'sha256:1',
    acceptedWarnings: [],
    ...change,
  });
  const approve: ReportFilingCommand = {
    type: 'ApproveReport',
    on: '2020-01-06',
    approvedBy: '主要负责人',
  };
  const submit: ReportFilingCommand = {
    type: 'SubmitReport',
    on: '2020-01-07',
    submittedTo: '区政务服务局',
  };
  const publish: ReportFilingCommand = {
    type: 'PublishReport',
    on: '2020-01-20',
    where: '区政府网站',
  };
  const correct = (
    change: Partial<CommandOf<'CorrectReport'>> = {},
  ): CommandOf<'CorrectReport'> => ({
    type: 'CorrectReport',
    on: '2020-03-02',
    reason: '补录一件',
    approvedBy: '主要负责人',
    report,
    caseListDigest: 'sha256:2',
    acceptedWarnings: [],
    differences: { cases: [], cells: [] },
    ...change,
  });
  const prose = (on: string): ReportFilingCommand => ({
    type: 'EnterProse',
    on,
    section: 's5',
    text: '公开形式不够丰富。',
  });
  const reopen: ReportFilingCommand = {
    type: 'ReopenReport',
    on: '2020-01-06',
    reason: '数字有误',
  };
  return { enter, freeze, approve, submit, publish, correct, prose, reopen };
}
