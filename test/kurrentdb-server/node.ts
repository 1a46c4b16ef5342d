import { randomUUID } from 'node:crypto';

import { Metadata, status, type StatusObject } from '@grpc/grpc-js';

import type { Door } from './door';
import type { Faults } from './faults';
import type { MemoryLog } from './memory-log';

/** One server of a cluster, as the services see it. */
export interface ServerNode {
  readonly id: string;
  readonly log: MemoryLog;
  readonly door: Door;
  readonly faults: Faults;
  readonly version: string;
  /** False for a server before 25.1, which knows the first protocol alone. */
  readonly knowsTransactions: boolean;
  readonly cluster: Cluster;
}

/** The members of a cluster and which of them leads. */
export class Cluster {
  readonly members: ServerNode[] = [];
  private leading: string | undefined;

  join(node: ServerNode): void {
    this.members.push(node);
    this.leading ??= node.id;
  }

  get leader(): ServerNode | undefined {
    return this.members.find(({ id }) => id === this.leading);
  }

  lead(node: ServerNode): void {
    this.leading = node.id;
  }
}

export const newNodeId = (): string => randomUUID();

/** A gRPC error with the trailers that clients look at. */
export type Refusal = Pick<StatusObject, 'code' | 'details'> & { readonly metadata?: Metadata };

export const serverUnavailable: Refusal = { code: status.UNAVAILABLE, details: 'Server Is Busy' };

/** The first protocol says who leads in the trailers. */
export const notLeader = ({ cluster }: ServerNode): Refusal => {
  const metadata = new Metadata();
  metadata.set('exception', 'not-leader');
  metadata.set('leader-endpoint-host', '127.0.0.1');
  metadata.set('leader-endpoint-port', String(cluster.leader?.door.port ?? 0));
  return { code: status.NOT_FOUND, details: 'Leader info available', metadata };
};

export const leads = (node: ServerNode): boolean => node.cluster.leader === node;

export const requiresLeader = (metadata: Metadata): boolean =>
  metadata.get('requires-leader').some((value) => String(value).toLowerCase() === 'true');
