import type { ReplayStep } from '@sunledger/disclosure-office';
import type { Command } from 'commander';

import { orRefuse } from '../answers';
import { doubtWords } from '../doubt-words';
import { withOffice } from '../open-office';
import { demandDate } from '../dates';
import type { Terminal } from '../terminal';

interface ReplayOptions {
  readonly agency?: string;
  readonly at?: string;
  readonly json?: boolean;
}

export const addReplayCommand = (program: Command, terminal: Terminal): void => {
  program
    .command('replay <case>')
    .description('逐步重放一个案件：每一步之后的状态、答复期限及原因')
    .option('--agency <code>', '以登记编号查找时的机关')
    .option('--at <date>', '只看该日及以前发生的事实')
    .option('--json', '输出 JSON')
    .action(async (name: string, { agency, at, json = false }: ReplayOptions) => {
      demandDate('--at', at);
      await withOffice(async (office) => {
        const named = agency === undefined ? { name } : { name, agency };
        const replayed = orRefuse(await office.replay(named, at));
        if (json) {
          terminal.out(JSON.stringify(replayed, null, 2));
          return;
        }
        terminal.out(`案件 ${replayed.serialNumber}（${replayed.caseId}）`);
        for (const step of replayed.steps) terminal.out(stepText(step));
      });
    });
};

function stepText(step: ReplayStep): string {
  const due =
    step.dueOn === null
      ? '答复期限：—'
      : `答复期限：${step.dueOn}${step.provisional ? '（暂定）' : ''}`;
  return [
    '',
    `${String(step.revision + 1).padStart(2)}. ${step.occurredOn}  ${step.sentence}`,
    `    登记于 ${shanghaiTime(step.recordedAt)}，${step.actor}；状态：${step.status}；${due}`,
    ...(step.dueBecause === null ? [] : [`    期限算法：${step.dueBecause}`]),
    ...(step.warnings.length === 0
      ? []
      : [`    存疑：${step.warnings.map(doubtWords).join('；')}`]),
  ].join('\n');
}

/** An instant as the office's clock shows it. */
const shanghaiTime = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
