import { type ChildProcess, fork } from 'node:child_process';

/** Runs a compiled script in a process of its own and answers with the one message it sends. */
export function answerOfProcess<Answer>(script: string, task: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = fork(script, [JSON.stringify(task)]);
    let answer: Answer | undefined;
    child.on('message', (message) => (answer = message as Answer));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (answer !== undefined && code === 0) resolve(answer);
      else reject(new Error(`${script} ended with ${code} and no answer`));
    });
  });
}

/** What this process was asked to do. */
export const taskOfProcess = <Task>(): Task => JSON.parse(process.argv[2] ?? '{}') as Task;

/** Sends the answer and lets the process end. */
export function answerWith(work: Promise<object>): void {
  work
    .then((answer) => process.send?.(answer, undefined, undefined, () => process.disconnect()))
    .catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
      process.exit(1);
    });
}

const kibPerMib = 1_024;

/** The most memory this process ever held; Linux and macOS both give KiB through libuv. */
export const peakMib = (): number => process.resourceUsage().maxRSS / kibPerMib;
