import { setTimeout as sleep } from 'node:timers/promises';

import { isRefusal, refuse, type Refusal } from '@sunledger/decider';
import {
  decideJob,
  type Job,
  type JobBoard,
  type JobDecision,
  type JobRefusal,
  jobRefusalSentence,
  type JobState,
  jobStates,
  officeJobs,
  toldJob,
} from '@sunledger/jobs';
import { openJobBoard } from '@sunledger/wiring';
import { type Command, InvalidArgumentError, Option } from 'commander';

import { officeTime } from '../dates';
import { settingsOfRun } from '../open-office';
import { CommandRefused, progressLine, type Terminal } from '../terminal';

interface ListOptions {
  readonly state?: JobState;
  readonly kind?: string;
  readonly limit: number;
  readonly json?: boolean;
}

interface Shown {
  readonly json?: boolean;
}

/** How often a job that is followed is looked at. */
const lookEveryMs = 500;
const limitDefault = 50;
const limitMax = 500;

const decisions: readonly (readonly [JobDecision, string, string])[] = [
  ['retry', '重试多次未成的任务：从头再试，立即办理', '将重新办理'],
  ['discard', '作废多次未成的任务：不再办理', '已作废'],
  ['cancel', '取消等待或正在办理的任务；正在办理的，由其进程停下', '已要求取消'],
];

/** What is done in the background: looked at, and decided on when it failed. */
export const addJobsCommands = (program: Command, terminal: Terminal): void => {
  const jobs = program
    .command('jobs')
    .description('后台任务：查看、重试、作废、取消；系统运行与否均可使用');
  addListing(jobs, terminal);
  addFollowing(jobs, terminal);
  for (const [decision, description, told] of decisions) {
    jobs
      .command(`${decision} <id>`)
      .description(description)
      .option('--json', '输出 JSON')
      .action(async (id: string, { json }: Shown) => {
        await withBoard(async (board, requestedBy) => {
          const job = orRefuse(await decideJob(board, decision, { id, requestedBy }));
          terminal.out(json === true ? jsonOf(job) : `${told}：${toldJob(job).title}（${id}）`);
        });
      });
  }
};

function addListing(jobs: Command, terminal: Terminal): void {
  const kinds = officeJobs.map(({ name }) => name);
  jobs
    .command('list')
    .description('列出任务，最近提出的在前；--state dead 为多次未成、待处理的')
    .addOption(new Option('--state <state>', '只列该状态的').choices(jobStates))
    .addOption(new Option('--kind <kind>', '只列该种类的').choices(kinds))
    .option('--limit <n>', `最多列出几项（1 至 ${limitMax}）`, limitOf, limitDefault)
    .option('--json', '输出 JSON')
    .action(async ({ json, ...question }: ListOptions) => {
      await withBoard(async (board) => {
        const { jobs: found, next } = await board.list(question);
        if (json === true) terminal.out(JSON.stringify(found.map(toldJob), null, 2));
        else if (found.length === 0) terminal.out('没有这样的任务。');
        else for (const job of found) terminal.out(lineOf(job));
        if (next !== null) terminal.err(`还有更多，只列出最近的 ${found.length} 项（--limit）。`);
      });
    });

  jobs
    .command('show <id>')
    .description('一项任务：状态、进度、结果和未成的各次')
    .option('--json', '输出 JSON')
    .action(async (id: string, { json }: Shown) => {
      await withBoard(async (board) => {
        const job = await known(board, id);
        if (json === true) terminal.out(jsonOf(job));
        else for (const line of linesOf(job)) terminal.out(line);
      });
    });
}

function addFollowing(jobs: Command, terminal: Terminal): void {
  jobs
    .command('progress <id>')
    .description('跟踪一项任务直到结束；没有办成则以 1 退出')
    .option('--json', '结束时输出 JSON')
    .action(async (id: string, { json }: Shown) => {
      await withBoard(async (board) => {
        const job = await followed(board, id, terminal);
        if (json === true) terminal.out(jsonOf(job));
        const { title, stateLabel } = toldJob(job);
        if (job.state !== 'done') {
          const why = job.lastError === null ? '' : `：${job.lastError}`;
          throw new CommandRefused(`job-${job.state}`, `${title}${stateLabel}${why}`);
        }
        if (json !== true) terminal.out(`${title}：${stateLabel} ${JSON.stringify(job.result)}`);
      });
    });
}

/** Shows a job until it has ended. */
async function followed(board: JobBoard, id: string, terminal: Terminal): Promise<Job> {
  const line = progressLine(terminal);
  let said = '';
  for (;;) {
    const job = await known(board, id);
    const { state, progress } = job;
    if (state !== 'waiting' && state !== 'running') return job;
    if (state === 'running' && progress?.total !== undefined) {
      line.show(progress.sentence, progress.done, progress.total);
    } else {
      const now = standing(job);
      if (now !== said) terminal.err(now);
      said = now;
    }
    await sleep(lookEveryMs);
  }
}

/** Where a job that has not ended stands. */
function standing(job: Job): string {
  const { stateLabel } = toldJob(job);
  if (job.state === 'running') return job.progress?.sentence ?? stateLabel;
  const failed = job.lastError === null ? '' : `，上次未成：${job.lastError}`;
  return `${stateLabel}，不早于 ${officeTime(job.runAfter)}${failed}`;
}

const jsonOf = (job: Job): string => JSON.stringify(toldJob(job), null, 2);

function lineOf(job: Job): string {
  const { title, stateLabel } = toldJob(job);
  const tail = job.state === 'done' || job.lastError === null ? [] : [job.lastError];
  return [job.id, stateLabel, title, officeTime(job.createdAt), ...tail].join('\t');
}

function linesOf(job: Job): readonly string[] {
  const { title, stateLabel, refusal } = toldJob(job);
  const at = (label: string, instant: string | null) =>
    instant === null ? [] : [`${label}：${officeTime(instant)}`];
  return [
    `${title}（${job.kind}）`,
    `编号：${job.id}`,
    `状态：${stateLabel}${job.cancelRequested && job.state === 'running' ? '，已要求停止' : ''}`,
    `内容：${JSON.stringify(job.data)}`,
    `提出：${job.requestedBy}，${officeTime(job.createdAt)}`,
    ...(job.state === 'waiting' ? at('不早于', job.runAfter) : []),
    ...at('开始', job.startedAt),
    ...at('结束', job.endedAt),
    ...(job.progress === null ? [] : [`进度：${job.progress.sentence}`]),
    ...(job.result === null ? [] : [`结果：${JSON.stringify(job.result)}`]),
    ...job.attempts.map(
      ({ attempt, endedAt, outcome, error }) =>
        `第 ${attempt} 次未成（${outcome}，${officeTime(endedAt)}）：${error}`,
    ),
    ...(refusal === null
      ? []
      : [`不符合规定：${refusal.refused} ${JSON.stringify(refusal.facts)}`]),
  ];
}

async function known(board: JobBoard, id: string): Promise<Job> {
  return orRefuse((await board.find(id)) ?? refuse('job-unknown', { id }));
}

function orRefuse(answer: Job | Refusal<JobRefusal>): Job {
  if (isRefusal(answer)) {
    throw new CommandRefused(answer.refused, jobRefusalSentence(answer), answer.facts);
  }
  return answer;
}

/** Opens the record of jobs alone, hands it over with who asks, and closes it whatever happens. */
async function withBoard<Answer>(
  use: (board: JobBoard, requestedBy: string) => Promise<Answer>,
): Promise<Answer> {
  const settings = settingsOfRun();
  const open = await openJobBoard(settings);
  try {
    return await use(open.board, settings.actor);
  } finally {
    await open.close();
  }
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= limitMax) return limit;
  throw new InvalidArgumentError(`应为 1 至 ${limitMax} 的整数。`);
}
