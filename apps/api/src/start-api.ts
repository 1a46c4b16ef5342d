import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Office } from '@sunledger/disclosure-office';
import type { JobBoard, Uploads } from '@sunledger/jobs';
import {
  createMetrics,
  type Log,
  type Metrics,
  openLog,
  type ReadyParts,
} from '@sunledger/observability';
import { isLoopback } from '@sunledger/settings';

import { createApi } from './create-api';
import { HostNotLoopback } from './http/loopback';
import { demandProxy, type TrustedProxy } from './http/trusted-proxy';
import { ChangeFeed } from './log/change-feed';
import { Answering } from './operation/answering';

export interface ApiOptions {
  readonly office: Office;
  /** Loopback only, unless a trusted proxy stands before it. */
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Faults and, at level `info`, every request; warnings on standard error when left out. */
  readonly log?: Log;
  /** What `/metrics` tells; a registry of its own when left out. */
  readonly metrics?: Metrics;
  /** Asked for by `/metrics` as a bearer token; at least 16 characters. */
  readonly metricsToken?: string;
  /** Parts that must serve besides the log and the read models, e.g. `jobs`, `keys`. */
  readonly parts?: ReadyParts;
  /** Where jobs are asked for and looked at; without it `jobs-not-available` is the answer. */
  readonly jobs?: JobBoard;
  /** Where uploads are kept for the process that works on them; goes with `jobs`. */
  readonly uploads?: Uploads;
  /** Where finished exports are found, by whatever process they were written. */
  readonly exportsDirectory?: string;
  /** The proxy that authenticates people; without one the system answers this machine only. */
  readonly proxy?: TrustedProxy;
  /**
   * Milliseconds between the first `not ready` and the end of listening, so that whoever spreads
   * the load can take notice; 0 when left out.
   */
  readonly drainMs?: number;
  /** Milliseconds that requests on their way get to be answered at a stop; 20,000 when left out. */
  readonly shutdownTimeoutMs?: number;
}

export interface RunningApi {
  /** Where it listens, e.g. `http://127.0.0.1:3210`. */
  readonly url: string;
  /**
   * Says `not ready`, ends the live lists, lets what is on its way be answered, and closes; what is
   * not answered in time is cut off.
   */
  close(): Promise<void>;
}

const shutdownTimeoutDefaultMs = 20_000;
const tokenLengthMin = 16;

/** The token of the metrics can be guessed. */
export class MetricsTokenWeak extends Error {
  override readonly name = 'MetricsTokenWeak';
  readonly code = 'metrics-token-weak';
}

/**
 * Serves the office over HTTP, on this machine or behind a proxy that authenticates.
 * @throws HostNotLoopback for a host that others could reach without such a proxy.
 * @throws ProxyRefused, MetricsTokenWeak for settings that would let strangers in.
 */
export async function startApi(options: ApiOptions): Promise<RunningApi> {
  demandSafe(options);
  const { office, host, port, proxy, metricsToken, metrics = createMetrics() } = options;
  const answering = new Answering();
  let isStopping = false;
  const app = await createApi(
    office,
    {
      log: options.log ?? openLog({ level: 'warn' }),
      metrics,
      access: {
        token: metricsToken,
        proxySecret: proxy?.secret,
        isLocal: proxy === undefined,
      },
      parts: options.parts ?? {},
      isStopping: () => isStopping,
      answering,
    },
    proxy,
    options,
  );
  const name = host.replace(/^\[(.*)\]$/, '$1');
  try {
    await app.listen(port, name);
  } catch (error) {
    await app.close();
    throw error;
  }
  const server: Server = app.getHttpServer();
  // A server that listens on a host and port has an address of this form.
  const { port: actual } = server.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    const { drainMs = 0, shutdownTimeoutMs = shutdownTimeoutDefaultMs } = options;
    if (drainMs > 0) await sleep(drainMs);
    // From here on nobody can come in.
    server.close();
    const answered = Promise.all([app.get(ChangeFeed).endAll(), answering.whenDone()]);
    const inTime = new AbortController();
    const late = sleep(shutdownTimeoutMs, undefined, { signal: inTime.signal });
    await Promise.race([answered, late.catch(() => undefined)]);
    inTime.abort();
    // Connections that are kept open, or were opened in advance, would hold the close up.
    server.closeAllConnections();
    await app.close();
  };
  return {
    url: `http://${name.includes(':') ? `[${name}]` : name}:${actual}`,
    close: () => {
      isStopping = true;
      closed ??= close();
      return closed;
    },
  };
}

function demandSafe({ host, proxy, metricsToken }: ApiOptions): void {
  if (proxy !== undefined) demandProxy(proxy);
  else if (!isLoopback(host)) throw new HostNotLoopback(host);
  if (metricsToken !== undefined && metricsToken.length < tokenLengthMin) {
    throw new MetricsTokenWeak(
      `SUNLEDGER_METRICS_TOKEN_FILE 中的令牌太短：至少 ${tokenLengthMin} 个字符，请用 openssl rand -hex 32 生成。`,
    );
  }
}
