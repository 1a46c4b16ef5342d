import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import type { Office } from '@sunledger/disclosure-office';
import type { StoredEvent, Subscription } from '@sunledger/event-store';

import type { Outgoing } from '../http/exchange';
import { ProblemError, problemOf } from '../http/problem';
import { OFFICE } from '../office-token';

/** Listeners at a time; each holds a connection and a place in the log. */
export const listenerCountMax = 100;
/** A comment this often keeps the connection alive through whatever stands between. */
const heartbeatMs = 15_000;
/** How long a browser waits before it connects again. */
const reconnectMs = 3_000;
/** A listener that takes nothing for so long is cut off; it resumes where it was. */
const drainTimeoutMs = 30_000;

/** What lists show; who read personal data is nobody's list. */
const followedStreams = [
  'request-',
  'remedy-',
  'register-',
  'report-',
  'reminders-',
  'agency-',
  'calendar-',
];

interface Listener {
  readonly response: Outgoing;
  end(): Promise<void>;
}

/** Tells listeners of every new fact, in the order of the log and without personal data. */
@Injectable()
export class ChangeFeed implements BeforeApplicationShutdown {
  private readonly listeners = new Set<Listener>();
  private isOver = false;

  constructor(@Inject(OFFICE) private readonly office: Office) {}

  /** Serves one listener until it leaves. @param after a log position; from now on without one. */
  async serve(response: Outgoing, after: number | undefined): Promise<void> {
    if (this.listeners.size >= listenerCountMax) {
      throw new ProblemError(
        problemOf(503, 'too-many-listeners', '同时接收实时通知的页面过多，请关闭一些后重试。'),
      );
    }
    if (this.isOver) {
      throw new ProblemError(
        problemOf(503, 'temporarily-unavailable', '系统正在停止，请稍后再连接。'),
      );
    }
    const { store } = this.office.parts;
    // Reserved before the first await, so that the bound holds for simultaneous callers.
    const listener = this.begin(response);
    const from = after ?? (await store.head()).position;
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'X-Accel-Buffering': 'no',
    });
    response.write(`retry: ${reconnectMs}\n\n`);
    listener.follow(
      store.subscribe({
        after: from,
        streamPrefixes: followedStreams,
        onEvents: (events) => written(response, events.map(changeLine).join('')),
        onError: () => void listener.end(),
      }),
    );
  }

  /** Pages that follow the changes now. */
  get listenerCount(): number {
    return this.listeners.size;
  }

  /** Ends every listener; from now on none is served. */
  async endAll(): Promise<void> {
    this.isOver = true;
    await Promise.all([...this.listeners].map((listener) => listener.end()));
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.endAll();
  }

  private begin(response: Outgoing): Listener & { follow(subscription: Subscription): void } {
    let subscription: Subscription | undefined;
    let ended = false;
    const heartbeat = setInterval(() => {
      if (response.headersSent) response.write(': heartbeat\n\n');
    }, heartbeatMs);
    const listener = {
      response,
      follow: (followed: Subscription) => {
        subscription = followed;
        if (ended) void followed.stop();
      },
      end: async () => {
        if (ended) return;
        ended = true;
        clearInterval(heartbeat);
        this.listeners.delete(listener);
        response.end();
        // A write that waits for a slow listener must not hold the subscription up.
        response.destroy();
        await subscription?.stop();
      },
    };
    response.on('close', () => void listener.end());
    this.listeners.add(listener);
    return listener;
  }
}

/** Resolves when the listener can take more; a closed one takes everything. */
function written(response: Outgoing, text: string): Promise<void> {
  if (response.destroyed || text === '' || response.write(text)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    const timer = setTimeout(() => {
      response.destroy();
      done();
    }, drainTimeoutMs);
    response.on('drain', done);
    response.on('close', done);
  });
}

/** Which part of a stream's name tells whose it is. */
const subjects: Readonly<Record<string, string>> = {
  request: 'caseId',
  remedy: 'remedyId',
  agency: 'agency',
};

function changeLine({ stream, position, type, revision, ...event }: StoredEvent): string {
  const kind = stream.slice(0, stream.indexOf('-'));
  const subject = subjects[kind];
  const change = {
    position,
    stream,
    kind,
    type,
    revision,
    occurredOn: event.occurredOn,
    recordedAt: event.recordedAt,
    ...(subject === undefined ? {} : { [subject]: stream.slice(kind.length + 1) }),
  };
  return `id: ${position}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`;
}
