import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request as the framework hands it over; only what is used here. */
export interface Incoming extends IncomingMessage {
  readonly body?: unknown;
  /** Path and query as sent. */
  readonly originalUrl: string;
  readonly path: string;
  /** The first value of a header, names without regard to case. */
  get(name: string): string | undefined;
}

/** A response as the framework hands it over; only what is used here. */
export interface Outgoing extends ServerResponse {
  status(code: number): this;
  json(body: unknown): this;
  type(contentType: string): this;
  send(body: string): this;
}

export type Next = (error?: unknown) => void;
