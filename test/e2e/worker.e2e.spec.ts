import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Office, PreferencesChange } from '@sunledger/disclosure-office';
import { issueReminders, type JobBoard, rebuildReadModels } from '@sunledger/jobs';
import { mailHeader, MailServer } from '@sunledger/notification/testing';
import {
  embeddedStores,
  openJobFiles,
  openJobs,
  openNotification,
  openOffice,
  type OpenNotification,
  type OpenOffice,
} from '@sunledger/wiring';
import { startWorker } from '@sunledger/worker';
import { Redis } from 'ioredis';

import { carriedOut } from './office-directory';

jest.setTimeout(60_000);

/** Received on Monday 2025-03-10, twenty working days: the reply is due on Tuesday 8 April. */
const morning = (day: string): string => `${day}T02:00:00.000Z`;

const redisUrl = (): string => {
  const url = process.env['SUNLEDGER_TEST_REDIS'];
  if (url === undefined) throw new Error('SUNLEDGER_TEST_REDIS names no server');
  return url;
};

describe.each(['in this process', 'on Redis'])('a worker with its jobs %s', (carrier) => {
  let directory: string;
  let clock: string;
  let mails: MailServer;
  let notification: OpenNotification;
  let open: OpenOffice;
  let board: JobBoard;
  const workers: { close(): Promise<void> }[] = [];
  const office = (): Office => open.office;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'sunledger-worker-'));
    clock = morning('2025-03-10');
    mails = await MailServer.start();
    notification = openNotification({
      smtpUrl: mails.url,
      mailFrom: 'ledger@sunvale.example.cn',
      publicUrl: '',
      webhookAllowPrivate: false,
    });
    open = await openOffice(embeddedStores(directory), {
      now: () => clock,
      notification: notification.notification,
    });
    board = await openJobs({ jobsUrl: carrier === 'on Redis' ? redisUrl() : '' }, open);
    await registerRequest(office());
    await addClerk(office());
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) await worker.close();
    await board.close();
    await open.close();
    await notification.close();
    await mails.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const work = async (): Promise<void> => {
    const files = openJobFiles({ dataDirectory: directory, exportsDirectory: '' }, open);
    workers.push(await startWorker({ office: office(), board, eventLog: open.log, ...files }));
  };

  /** Asks for a job and waits until it is done. */
  const done = async (kind: typeof issueReminders | typeof rebuildReadModels) => {
    const id = await board.enqueue(kind, {}, { requestedBy: 'a test' });
    return jobEnded(board, id);
  };

  const mailsTaken = async (count: number): Promise<readonly string[]> => {
    for (let waited = 0; mails.mails.length < count && waited < 15_000; waited += 50) {
      await sleep(50);
    }
    // One more would come at once.
    await sleep(300);
    return mails.mails.map((mail) => mailHeader(mail, 'message-id'));
  };

  it('issues what is due and brings it to the clerk, once', async () => {
    clock = morning('2025-04-03');
    await work();
    await work();
    await done(issueReminders);
    await done(issueReminders);
    expect(await mailsTaken(1)).toHaveLength(1);
    const logged = await office().parts.store.readStream('reminders-sunvale-2025');
    expect(logged.map(({ type }) => type)).toEqual(['RemindersIssued', 'ReminderDelivered']);
  });

  it('delivers after a restart what was issued before and never delivered', async () => {
    clock = morning('2025-04-03');
    expect(await office().reminders.issue()).toHaveLength(1);
    await work();
    expect(await mailsTaken(1)).toHaveLength(1);
  });

  it('rebuilds the read models when it is asked to', async () => {
    await work();
    const job = await done(rebuildReadModels);
    // The agency, the serial number, the registration, the account and its preferences.
    expect(job).toMatchObject({ state: 'done', result: { events: 5 } });
  });

  if (carrier === 'on Redis') {
    it('loses and doubles nothing when Redis is wiped', async () => {
      const redis = new Redis(redisUrl());
      clock = morning('2025-04-03');
      await work();
      const id = await board.enqueue(issueReminders, {}, { requestedBy: 'a test' });
      await redis.flushall();
      // Whoever comes next brings to Redis what the record knows.
      await work();
      expect(await jobEnded(board, id)).toMatchObject({ state: 'done' });
      expect(await mailsTaken(1)).toHaveLength(1);
      redis.disconnect();
    });
  }
});

async function jobEnded(board: JobBoard, id: string) {
  for (let waited = 0; waited < 30_000; waited += 50) {
    const job = await board.find(id);
    if (job !== undefined && job.endedAt !== null) return job;
    await sleep(50);
  }
  throw new Error(`job ${id} has not ended: ${JSON.stringify(await board.find(id))}`);
}

const context = (office: Office) => ({ commandId: office.newId(), actor: '经办人' });

async function registerRequest(office: Office): Promise<void> {
  const on = '2025-03-10';
  const sunvale = { code: 'sunvale', name: '阳光镇人民政府' };
  carriedOut(
    await office.agencies.handle('sunvale', { type: 'AddAgency', on, ...sunvale }, context(office)),
  );
  const registered = await office.requests.register(
    {
      on,
      agency: 'sunvale',
      channel: 'inPerson',
      submittedOn: on,
      applicantType: 'naturalPerson',
      personal: { name: '张三', contact: '13800000000', requestText: '村庄规划' },
    },
    context(office),
  );
  if (!('caseId' in registered)) throw new Error(JSON.stringify(registered));
}

async function addClerk(office: Office): Promise<void> {
  const clerk = { accountId: 'wang', agency: 'sunvale', name: '王敏', role: 'clerk' as const };
  carriedOut(await office.accounts.open(clerk, context(office)));
  const preferences: PreferencesChange = {
    channels: { upcoming: ['mail'], yellow: ['mail'], red: ['mail'], overdue: ['mail'] },
    contact: { mail: 'wang@sunvale.example.cn' },
  };
  carriedOut(await office.accounts.setPreferences('wang', preferences, context(office)));
}
