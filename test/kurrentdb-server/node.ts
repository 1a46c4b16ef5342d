import { randomUUID } from 'node:crypto';

import { Metadata, status, type StatusObject } from '@grpc/grpc-js';

import type { Door } from './door';
import type { Faults } from './faults';
import type { MemoryLog } from './memory-log';

/** A user name and its password. */
export interface ServerUser {
  readonly username: string;
  readonly password: string;
}

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
  /** The only user; without one everybody may do everything, as with `--insecure`. */
  readonly user: ServerUser | undefined;
  /** How many events each subscription has been sent, in the order in which they began. */
  readonly subscriptions: { sent: number }[];
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

/**
 * Why a call is refused to its user, undefined when it is not. A wrong password is none at all; who
 * gives none is nobody, and nobody may read or write.
 */
export const userRefused = ({ user }: ServerNode, metadata: Metadata): Refusal | undefined => {
  if (user === undefined) return undefined;
  const [given] = metadata.get('authorization').map(String);
  if (given === undefined) {
    const trailers = new Metadata();
    trailers.set('exception', 'access-denied');
    return { code: status.PERMISSION_DENIED, details: 'Access Denied', metadata: trailers };
  }
  const wanted = Buffer.from(`${user.username}:${user.password}`).toString('base64');
  if (given === `Basic ${wanted}`) return undefined;
  return { code: status.UNAUTHENTICATED, details: 'Unauthenticated' };
};
