// Carries out jobs until none is left: node work-jobs.cjs <postgres> <prefix> [<redis>]. Says `ran <job>`
// for each attempt and `ended` when it has closed in order.
const { openReadModels } = require('@sunledger/persistence');
const { defineJobKind, handle, openBullmqJobs, openInProcessJobs } = require('@sunledger/jobs');
const { Type } = require('@sinclair/typebox');

const errand = defineJobKind({
  name: 'errand',
  title: '样例',
  data: Type.Object({ name: Type.String() }),
  result: Type.Object({ by: Type.Integer() }),
  attempts: 10,
  backOff: { firstMs: 20, factor: 1, mostMs: 20 },
  timeoutMs: 60_000,
  leaseMs: 1_500,
  concurrency: 3,
  keepForDays: 30,
});

const isLeft = ({ state }) => state === 'waiting' || state === 'running';
const isBegun = ({ state }) => state !== 'waiting';
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function main([url, prefix, redis]) {
  const database = await openReadModels({ type: 'postgres', url });
  const board =
    redis === undefined
      ? openInProcessJobs({ database, pollMs: 50 })
      : await openBullmqJobs({ database, url: redis, prefix, reconcileEveryMs: 500 });
  // The one that is to be killed must have jobs in hand before the other may take any.
  if (process.env.WORKER === 'second') {
    while (!(await board.counts()).some(isBegun)) await sleep(10);
  }
  await board.work([
    handle(errand, async ({ data }) => {
      process.stdout.write(`ran ${data.name}\n`);
      await sleep(10);
      return { by: process.pid };
    }),
  ]);
  while ((await board.counts()).some(isLeft)) await sleep(50);
  await board.close();
  await database.close();
  process.stdout.write('ended\n');
}

void main(process.argv.slice(2));
