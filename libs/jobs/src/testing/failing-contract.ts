import { handle, type Job, JobFailed } from '@sunledger/jobs';

import { aborted, Door, eventually } from './eventually';
import { type JobPlace, type JobPlaceOptions, openJobPlace, type OpenedBoard } from './job-place';
import { errand, hurried, shortLease } from './sample-kinds';

const requestedBy = 'spec';
const isIn = (state: Job['state']) => (job: Job | undefined) => job?.state === state;

/** Attempts that fail, what is left of them, and what somebody decides then. */
export function describeFailing(options: JobPlaceOptions): void {
  describe('failing', () => {
    let place: JobPlace;
    let here: OpenedBoard;
    let there: OpenedBoard;
    beforeEach(async () => {
      place = await openJobPlace(options);
      here = await place.open();
      there = await place.open();
    });
    afterEach(() => place.remove());

    const deadErrand = async () => {
      await there.board.work([
        handle(errand, async () => {
          throw new JobFailed('邮件服务器拒收。', true);
        }),
      ]);
      const id = await here.board.enqueue(errand, { name: 'a' }, { requestedBy, dedupKey: 'one' });
      await eventually(() => here.board.find(id), isIn('dead'));
      return id;
    };

    it('tries again after its back-off and keeps what went wrong, not what it quoted', async () => {
      const attempts: number[] = [];
      await there.board.work([
        handle(errand, async ({ attempt }) => {
          attempts.push(attempt);
          if (attempt < 3) throw new RangeError('张三 13800138000');
          return { by: 'third' };
        }),
      ]);
      const id = await here.board.enqueue(errand, { name: 'a' }, { requestedBy });
      const job = await eventually(() => here.board.find(id), isIn('done'));
      expect(attempts).toEqual([1, 2, 3]);
      expect(job).toMatchObject({
        attempt: 3,
        result: { by: 'third' },
        lastError: null,
        attempts: [
          { attempt: 1, outcome: 'failed', error: 'RangeError' },
          { attempt: 2, outcome: 'failed', error: 'RangeError' },
        ],
      });
      // 20 ms after the first failure, 40 ms after the second.
      const [first, second] = job?.attempts ?? [];
      const pauses = [
        Date.parse(second?.startedAt ?? '') - Date.parse(first?.endedAt ?? ''),
        Date.parse(job?.startedAt ?? '') - Date.parse(second?.endedAt ?? ''),
      ];
      expect(pauses[0]).toBeGreaterThanOrEqual(20);
      expect(pauses[1]).toBeGreaterThanOrEqual(40);
      expect(JSON.stringify([job, there.remarks])).not.toContain('张三');
    });

    it('gives up after the last attempt', async () => {
      await there.board.work([
        handle(errand, async () => {
          throw new JobFailed('邮件服务器没有应答。');
        }),
      ]);
      const id = await here.board.enqueue(errand, { name: 'a' }, { requestedBy });
      const job = await eventually(() => here.board.find(id), isIn('dead'));
      expect(job).toMatchObject({ attempt: 3, lastError: '邮件服务器没有应答。' });
      expect(job?.attempts).toHaveLength(3);
      const dead = await here.board.list({ state: 'dead', limit: 10 });
      expect(dead.jobs.map((one) => one.id)).toEqual([id]);
    });

    it('gives up at once where another attempt would fail as well', async () => {
      const id = await deadErrand();
      expect(await here.board.find(id)).toMatchObject({
        attempt: 1,
        lastError: '邮件服务器拒收。',
      });
    });

    it('ends an attempt that takes too long', async () => {
      const reasons: unknown[] = [];
      await there.board.work([
        handle(hurried, async ({ signal }) => {
          reasons.push(await aborted(signal));
          throw new Error('stopped');
        }),
      ]);
      const id = await here.board.enqueue(hurried, { name: 'a' }, { requestedBy });
      const job = await eventually(() => here.board.find(id), isIn('dead'));
      expect(reasons).toEqual(['timed-out']);
      expect(job?.attempts).toMatchObject([{ attempt: 1, outcome: 'timed-out' }]);
    });

    it('retries a dead job from its first attempt, which may succeed', async () => {
      let isMended = false;
      await there.board.work([
        handle(errand, async ({ attempt }) => {
          if (!isMended) throw new JobFailed('邮件服务器拒收。', true);
          return { by: `attempt ${attempt}` };
        }),
      ]);
      const id = await here.board.enqueue(errand, { name: 'a' }, { requestedBy });
      await eventually(() => here.board.find(id), isIn('dead'));
      isMended = true;
      expect(await here.board.retry(id)).toMatchObject({ id, state: 'waiting', attempt: 0 });
      const job = await eventually(() => here.board.find(id), isIn('done'));
      expect(job).toMatchObject({ result: { by: 'attempt 1' }, attempts: [{ attempt: 1 }] });
      expect(await here.board.retry(id)).toMatchObject({
        refused: 'job-not-dead',
        facts: { state: 'done' },
      });
    });

    it('does not retry a dead job whose work another has taken on', async () => {
      const id = await deadErrand();
      const other = await here.board.enqueue(
        errand,
        { name: 'a' },
        { requestedBy, dedupKey: 'one', runAfter: '2999-01-01T00:00:00.000Z' },
      );
      expect(await here.board.retry(id)).toEqual({
        refused: 'job-succeeded-by-another',
        facts: { id: other },
      });
    });

    it('discards a dead job for good', async () => {
      const id = await deadErrand();
      expect(await here.board.discard(id)).toMatchObject({ id, state: 'discarded' });
      expect(await here.board.discard(id)).toMatchObject({ refused: 'job-not-dead' });
      expect(await here.board.retry(id)).toMatchObject({ refused: 'job-not-dead' });
    });

    it('knows what it is asked about', async () => {
      for (const act of ['retry', 'discard', 'cancel'] as const) {
        expect(await here.board[act]('nothing')).toEqual({
          refused: 'job-unknown',
          facts: { id: 'nothing' },
        });
      }
    });

    it('never runs a waiting job that was cancelled', async () => {
      const cancelled = await here.board.enqueue(errand, { name: 'cancelled' }, { requestedBy });
      expect(await here.board.cancel(cancelled)).toMatchObject({ state: 'cancelled' });
      const ran: string[] = [];
      await there.board.work([
        handle(errand, async ({ data }) => {
          ran.push(data.name);
          return { by: '' };
        }),
      ]);
      const other = await here.board.enqueue(errand, { name: 'other' }, { requestedBy });
      await eventually(() => here.board.find(other), isIn('done'));
      expect(ran).toEqual(['other']);
      expect(await here.board.cancel(cancelled)).toMatchObject({
        refused: 'job-ended',
        facts: { state: 'cancelled' },
      });
    });

    it.each(['here', 'there'] as const)('stops a running job cancelled %s', async (where) => {
      const begun = new Door();
      const reasons: unknown[] = [];
      await there.board.work([
        handle(shortLease, async ({ signal }) => {
          begun.open();
          reasons.push(await aborted(signal));
          throw new Error('stopped');
        }),
      ]);
      const id = await here.board.enqueue(shortLease, { name: 'a' }, { requestedBy });
      await begun.passed;
      const { board } = where === 'here' ? here : there;
      expect(await board.cancel(id)).toMatchObject({ state: 'running', cancelRequested: true });
      const job = await eventually(() => here.board.find(id), isIn('cancelled'));
      expect(reasons).toEqual(['cancelled']);
      expect(job?.endedAt).not.toBeNull();
    });
  });
}
