import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

import { answerWith, taskOfProcess } from './measured-process';

export interface ClerksTask {
  readonly url: string;
  readonly clerks: number;
  readonly registrations: number;
  /** Registrations before the clock starts. */
  readonly warmUp: number;
  readonly agencies: readonly string[];
  /** The day of registration, `YYYY-MM-DD` in Asia/Shanghai. */
  readonly on: string;
}

export interface ClerksAnswer {
  readonly milliseconds: number;
  /** Time of each registration, in ms. */
  readonly latencies: readonly number[];
}

const registrationOf = (agency: string, on: string) => ({
  on,
  agency,
  channel: 'inPerson',
  applicantType: 'naturalPerson',
  submittedOn: on,
  personal: {
    name: '申请人甲',
    documentNumber: '110101190001010010',
    contact: '甲市第一区第一街 1 号，电话 000-00000000',
    requestText: '申请公开第一区第一街道旧城改造项目的征收补偿安置方案、评估报告和分户补偿情况。',
  },
  requestedForm: '纸质复制件，邮寄',
});

/** Sends one registration over a kept connection; resolves once it was answered with 201. */
function register(agent: Agent, task: ClerksTask, agency: string): Promise<void> {
  const body = Buffer.from(JSON.stringify(registrationOf(agency, task.on)));
  return new Promise((resolve, reject) => {
    const sent = request(
      `${task.url}/api/v1/requests`,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': body.length,
          'idempotency-key': randomUUID(),
        },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          if (response.statusCode === 201) resolve();
          else reject(new Error(`${response.statusCode}: ${Buffer.concat(parts).toString()}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

async function work(task: ClerksTask): Promise<ClerksAnswer> {
  const { clerks, registrations, warmUp, agencies } = task;
  const agent = new Agent({ keepAlive: true, maxSockets: clerks });
  let latencies: number[] = [];
  const clerk = async (number: number, share: number) => {
    const agency = agencies[number % agencies.length] ?? '';
    for (let at = 0; at < share; at += 1) {
      const startedAt = performance.now();
      await register(agent, task, agency);
      latencies.push(performance.now() - startedAt);
    }
  };
  const everyone = (count: number) =>
    Promise.all(Array.from({ length: clerks }, (_, at) => clerk(at, Math.ceil(count / clerks))));
  await everyone(warmUp);
  latencies = [];
  const startedAt = performance.now();
  await everyone(registrations);
  const milliseconds = performance.now() - startedAt;
  agent.destroy();
  return { milliseconds, latencies };
}

answerWith(work(taskOfProcess()));
