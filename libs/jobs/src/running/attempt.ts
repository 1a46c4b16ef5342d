import type { JobProgress } from '../job';
import type { JobHandler, StopReason } from '../job-handler';
import { JobFailed } from '../job-handler';
import type { JobLog } from '../job-log';
import type { Claim, Claims, Failure } from '../record/claims';
import { errorWords, framesOf } from './error-words';
import { repeatedly, settledWithin } from './timers';

/** How an attempt left its job. */
export type AttemptEnd = { readonly later: string } | 'ended' | 'given-back' | 'lost';

/** How soon after another a word of progress is written. */
const progressEveryMs = 250;

/** How long a handler may take to heed its signal. */
const heedWithinMs = 2_000;

/** Tries to write an outcome, spread over one lease: a database may be starting again. */
const writeTriesMax = 6;

type Handled = { readonly result: unknown } | { readonly error: unknown };

/** One attempt at a claimed job: keeps up the lease, passes on progress, records how it ended. */
export class Attempt {
  private readonly abort = new AbortController();
  private latest: JobProgress | undefined;
  private telling: NodeJS.Timeout | undefined;
  private renewedAtMs = performance.now();

  constructor(
    readonly claim: Claim,
    private readonly handler: JobHandler,
    private readonly claims: Claims,
    private readonly log: JobLog,
  ) {}

  /** Tells the handler to stop; the first reason counts. */
  stop(reason: StopReason): void {
    this.abort.abort(reason);
  }

  /** Never rejects: what fails stands in the record or, when that cannot be written, in the log. */
  async run(): Promise<AttemptEnd> {
    const { kind } = this.claim;
    const heartbeat = repeatedly(kind.leaseMs / 3, () => this.renew());
    const timeout = setTimeout(() => this.stop('timed-out'), kind.timeoutMs);
    try {
      const handled = await this.handledOrStopped();
      clearTimeout(this.telling);
      return await this.recorded(handled);
    } finally {
      clearTimeout(timeout);
      clearTimeout(this.telling);
      heartbeat.stop();
    }
  }

  /** How the handler ended; undefined when it has not heeded its signal. */
  private async handledOrStopped(): Promise<Handled | undefined> {
    const { id, data, attempt, requestedBy } = this.claim;
    const { signal } = this.abort;
    let handled: Handled | undefined;
    const running = (async () => {
      try {
        const progress = (latest: JobProgress) => this.progress(latest);
        handled = {
          result: await this.handler.run({ id, data, attempt, requestedBy, progress, signal }),
        };
      } catch (error) {
        handled = { error };
      }
    })();
    const stopped = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([running, stopped]);
    // Who has lost the lease must not wait: another attempt may have begun.
    if (handled === undefined && signal.reason !== 'lease-lost') {
      await settledWithin(running, heedWithinMs);
    }
    return handled;
  }

  private async recorded(handled: Handled | undefined): Promise<AttemptEnd> {
    if (handled !== undefined && 'result' in handled) {
      const { result } = handled;
      return this.written(async () =>
        (await this.claims.complete(this.claim, result, this.latest)) ? 'ended' : 'lost',
      );
    }
    // The reason is always one of ours.
    const reason = this.abort.signal.reason as StopReason | undefined;
    switch (reason) {
      case 'lease-lost':
        return 'lost';
      case 'stopping':
        // Who shuts down cannot wait for a database; the lease runs out by itself.
        return this.written(async () => {
          await this.claims.giveBack(this.claim);
          return 'given-back';
        }, 1);
      case 'cancelled':
        return this.written(async () => {
          await this.claims.endCancelled(this.claim);
          return 'ended';
        });
      case 'timed-out':
        return this.failed({ outcome: 'timed-out', error: '办理时间超过上限，已中止。' });
      case undefined:
        break;
    }
    const error = handled?.error;
    this.remark('job-attempt-failed', { error: errorWords(error), frames: framesOf(error) });
    const { forGood = false, refusal } = error instanceof JobFailed ? error : {};
    const failure = { outcome: 'failed', error: errorWords(error) } as const;
    return this.failed({ ...failure, ...(refusal === undefined ? {} : { refusal }) }, forGood);
  }

  private failed(failure: Failure, forGood = false): Promise<AttemptEnd> {
    return this.written(() => this.claims.fail(this.claim, failure, forGood));
  }

  /** Writes an outcome, again and again while the lease lasts; then whoever takes over decides. */
  private async written(
    write: () => Promise<AttemptEnd>,
    triesMax = writeTriesMax,
  ): Promise<AttemptEnd> {
    const pauseMs = this.claim.kind.leaseMs / writeTriesMax;
    for (let tried = 1; tried <= triesMax; tried += 1) {
      try {
        return await write();
      } catch (error) {
        this.remark('job-outcome-not-written', { error: errorWords(error), tried });
        if (tried < triesMax) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
    return 'lost';
  }

  private progress(latest: JobProgress): void {
    this.latest = latest;
    this.telling ??= setTimeout(() => {
      this.telling = undefined;
      this.claims.tell(this.claim, this.latest ?? latest).catch((error: unknown) => {
        this.remark('job-progress-not-written', { error: errorWords(error) });
      });
    }, progressEveryMs);
  }

  private async renew(): Promise<void> {
    try {
      const answer = await this.claims.renew(this.claim);
      if (answer === 'lost') this.stop('lease-lost');
      if (answer === 'cancel-requested') this.stop('cancelled');
      this.renewedAtMs = performance.now();
    } catch (error) {
      this.remark('job-lease-not-renewed', { error: errorWords(error) });
      if (performance.now() - this.renewedAtMs >= this.claim.kind.leaseMs) this.stop('lease-lost');
    }
  }

  private remark(event: string, facts: Readonly<Record<string, unknown>>): void {
    const { id, kind, attempt } = this.claim;
    this.log({ level: 'warn', event, facts: { id, kind: kind.name, attempt, ...facts } });
  }
}
