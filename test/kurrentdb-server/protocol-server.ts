import { type sendUnaryData, Server, ServerCredentials, type ServerUnaryCall } from '@grpc/grpc-js';
import { GossipService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_grpc_pb';
import {
  ClusterInfo,
  EndPoint,
  MemberInfo,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_pb';
import { ServerFeaturesService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb';
import {
  SupportedMethod,
  SupportedMethods,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb';
import {
  type Empty,
  UUID,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb';
import { StreamsService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb';
import { StreamsServiceService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_grpc_pb';

import { appendSessionOf } from './append-session';
import { Door } from './door';
import { type Faults, noFaults } from './faults';
import { MemoryLog } from './memory-log';
import { Cluster, leads, newNodeId, type ServerNode, type ServerUser } from './node';
import { readOf } from './read-service';

export interface ProtocolServerOptions {
  /** A log that several servers share, or none for a new one. */
  readonly log?: MemoryLog;
  /** Keeps events of ours over a restart; ignored with a log. */
  readonly file?: string;
  /** The port that clients connect to; any free one by default. */
  readonly port?: number;
  /** Says it is older than 25.1 and offers the first protocol alone. */
  readonly isOld?: boolean;
  readonly cluster?: Cluster;
  /** Speaks TLS with this certificate of its own. */
  readonly tls?: ServerCertificate;
  /** Demands this user for every read and write. */
  readonly user?: ServerUser;
}

/** Key and certificate in PEM. */
export interface ServerCertificate {
  readonly key: Buffer;
  readonly certificate: Buffer;
}

/**
 * A protocol test server: speaks as much of KurrentDB's gRPC protocols as this project's adapter and
 * the official client use for it, over a log in memory. It is no event store, and what a server does beyond
 * answering (scavenges, elections, real disks) it cannot show.
 */
export class ProtocolServer implements ServerNode {
  readonly id = newNodeId();
  readonly log: MemoryLog;
  readonly door: Door;
  readonly faults: Faults = noFaults();
  readonly version: string;
  readonly knowsTransactions: boolean;
  readonly cluster: Cluster;
  readonly user: ServerUser | undefined;
  readonly subscriptions: { sent: number }[] = [];
  private readonly speaksTls: boolean;
  private readonly server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });

  private constructor({ log, file, isOld = false, cluster, tls, user }: ProtocolServerOptions) {
    this.log = log ?? new MemoryLog(file);
    this.user = user;
    this.speaksTls = tls !== undefined;
    const injector = this.server.createConnectionInjector(serverCredentials(tls));
    this.door = new Door((socket) => injector.injectConnection(socket));
    this.version = isOld ? '24.10.6' : '26.0.3';
    this.knowsTransactions = !isOld;
    this.cluster = cluster ?? new Cluster();
    this.cluster.join(this);
    this.offerServices();
  }

  static async start(options: ProtocolServerOptions = {}): Promise<ProtocolServer> {
    const server = new ProtocolServer(options);
    await server.door.open(options.port ?? 0);
    return server;
  }

  /** The address of this server alone, without a user and the authority of its certificate. */
  get url(): string {
    return `kurrentdb://127.0.0.1:${this.door.port}?tls=${this.speaksTls}`;
  }

  async stop(): Promise<void> {
    await this.door.shut();
    this.server.forceShutdown();
  }

  private offerServices(): void {
    const notOffered = (_: unknown, answer: sendUnaryData<never>): void =>
      answer({ code: 12, details: 'not offered by the protocol test server' });
    this.server.addService(ServerFeaturesService, {
      getSupportedMethods: (
        _: ServerUnaryCall<Empty, SupportedMethods>,
        answer: sendUnaryData<SupportedMethods>,
      ) => answer(null, featuresOf(this)),
    });
    this.server.addService(GossipService, {
      read: (_: ServerUnaryCall<Empty, ClusterInfo>, answer: sendUnaryData<ClusterInfo>) =>
        answer(null, gossipOf(this)),
    });
    const read = readOf(this);
    this.server.addService(StreamsService, {
      read: (call: Parameters<typeof read>[0]) => void read(call),
      append: notOffered,
      batchAppend: notOffered,
      delete: notOffered,
      tombstone: notOffered,
    });
    if (!this.knowsTransactions) return;
    this.server.addService(StreamsServiceService, {
      appendSession: appendSessionOf(this),
      appendRecords: notOffered,
    });
  }
}

const serverCredentials = (tls: ServerCertificate | undefined): ServerCredentials =>
  tls === undefined
    ? ServerCredentials.createInsecure()
    : ServerCredentials.createSsl(null, [{ private_key: tls.key, cert_chain: tls.certificate }]);

/** Servers over one log; the first leads. Connect by the address that names all of them. */
export const startCluster = async (
  count: number,
): Promise<{ readonly servers: readonly ProtocolServer[]; readonly url: string }> => {
  const cluster = new Cluster();
  const log = new MemoryLog();
  const servers: ProtocolServer[] = [];
  for (let at = 0; at < count; at += 1) servers.push(await ProtocolServer.start({ log, cluster }));
  const hosts = servers.map(({ door }) => `127.0.0.1:${door.port}`).join(',');
  return { servers, url: `kurrentdb://${hosts}?tls=false&discoveryInterval=20` };
};

/** Names in lower case, as the server's own list has them. */
const methods: readonly (readonly [service: string, method: string])[] = [
  ['event_store.client.streams.streams', 'read'],
  ['event_store.client.gossip.gossip', 'read'],
  ['event_store.client.server_features.serverfeatures', 'getsupportedmethods'],
];

const featuresOf = ({ version, knowsTransactions }: ServerNode): SupportedMethods => {
  const supported = new SupportedMethods().setEventStoreServerVersion(version);
  const transactions = ['kurrentdb.protocol.v2.streams.streamsservice', 'appendsession'] as const;
  for (const [service, method] of knowsTransactions ? [...methods, transactions] : methods) {
    const named = new SupportedMethod().setServiceName(service).setMethodName(method);
    supported.addMethods(
      method === 'read' && service.endsWith('streams')
        ? named.setFeaturesList(['position', 'events'])
        : named,
    );
  }
  return supported;
};

const gossipOf = ({ cluster }: ServerNode): ClusterInfo => {
  const info = new ClusterInfo();
  for (const member of cluster.members) {
    const { LEADER, FOLLOWER } = MemberInfo.VNodeState;
    info.addMembers(
      new MemberInfo()
        .setInstanceId(new UUID().setString(member.id))
        .setIsAlive(true)
        .setState(leads(member) ? LEADER : FOLLOWER)
        .setTimeStamp(String(BigInt(Date.now()) * 10_000n))
        .setHttpEndPoint(new EndPoint().setAddress('127.0.0.1').setPort(member.door.port)),
    );
  }
  return info;
};
