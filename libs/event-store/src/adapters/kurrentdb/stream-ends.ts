import { noStream } from '../../port';
import { noPredecessor } from '../../proof/hashes';
import type { LogReading } from './log-reading';
import type { EventAsRead } from './stored-records';

/** What has to be known of an event already in a stream. */
export interface KnownEvent {
  readonly id: string;
  readonly revision: number;
  readonly position: number;
  readonly recordedAt: string;
  readonly hash: string;
}

/** Event ids remembered over all streams; the least recently used streams are forgotten first. */
const rememberedIdCountMax = 200_000;

/**
 * The end of one stream and the ids in it, as far as this process knows: appends name the revision
 * they build on, so what somebody else appended since is refused by the server and read then.
 */
export class StreamEnd {
  revision = noStream;
  hash = noPredecessor;
  recordedAt = '';
  position = 0;
  readonly revisions = new Map<string, number>();
  /** How many of the ids the bound on all of them has counted. */
  countedIds = 0;

  take({ id, revision, position, recordedAt, hash }: KnownEvent): void {
    if (revision !== this.revision + 1) {
      throw new Error(`revision ${revision} does not follow ${this.revision}`);
    }
    this.revision = revision;
    this.hash = hash;
    this.recordedAt = recordedAt;
    this.position = position;
    this.revisions.set(id, revision);
  }
}

/** The ends of the streams that were written or read last. */
export class StreamEnds {
  private readonly ends = new Map<string, StreamEnd>();
  private idCount = 0;

  constructor(private readonly reading: LogReading) {}

  known(stream: string): StreamEnd | undefined {
    const end = this.ends.get(stream);
    if (end === undefined) return undefined;
    // The order of a map is that of insertion: back to the end of it.
    this.ends.delete(stream);
    this.ends.set(stream, end);
    return end;
  }

  /** The end as it is in the store now, with what was not known before. */
  async refreshed(
    stream: string,
  ): Promise<{ readonly end: StreamEnd; readonly news: readonly EventAsRead[] }> {
    const end = this.known(stream) ?? new StreamEnd();
    const news = await this.reading.stream(stream, { fromRevision: end.revision + 1 });
    this.note(stream, end, news);
    return { end, news };
  }

  /** A whole stream as somebody has just read it. */
  noteWhole(stream: string, events: readonly EventAsRead[]): void {
    this.note(stream, this.ends.get(stream) ?? new StreamEnd(), events);
  }

  /** Events at the end of a stream, as written or found; useless where the rest is not known. */
  noteFollowing(stream: string, events: readonly KnownEvent[]): void {
    const end = this.ends.get(stream) ?? new StreamEnd();
    const [first] = events;
    if (first !== undefined && first.revision <= end.revision + 1) this.note(stream, end, events);
  }

  private note(stream: string, end: StreamEnd, events: readonly KnownEvent[]): void {
    // Others may have noted some of it since it was asked for.
    for (const event of events) if (event.revision > end.revision) end.take(event);
    this.idCount += end.revisions.size - (this.ends.get(stream)?.countedIds ?? 0);
    end.countedIds = end.revisions.size;
    this.ends.delete(stream);
    this.ends.set(stream, end);
    for (const [name, { countedIds }] of this.ends) {
      if (this.idCount <= rememberedIdCountMax || name === stream) return;
      this.ends.delete(name);
      this.idCount -= countedIds;
    }
  }
}
