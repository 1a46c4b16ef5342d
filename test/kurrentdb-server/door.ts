import { createServer, type Server, type Socket } from 'node:net';

/**
 * The address that clients connect to: hands connections on to gRPC, and cuts every one of them, or
 * shuts, when a test says so. gRPC itself cannot be made to fail like a network.
 */
export class Door {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private ownPort = 0;

  constructor(private readonly handOn: (socket: Socket) => void) {}

  get port(): number {
    return this.ownPort;
  }

  /** Opens the door, after the first time on the same port. */
  async open(port = this.ownPort): Promise<void> {
    const server = createServer({ noDelay: true }, (socket) => {
      // A connection may have been waiting while the door was shut.
      if (this.server === server) this.letIn(socket);
      else socket.destroy();
    });
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('no port was given');
    this.ownPort = address.port;
  }

  /** Cuts every connection there is; new ones are let in. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }

  /** Cuts every connection and lets nobody in until it is opened again. */
  async shut(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    const closed = new Promise<void>((resolve) => {
      if (server === undefined) resolve();
      else server.close(() => resolve());
    });
    this.cut();
    await closed;
  }

  private letIn(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
    this.handOn(socket);
  }
}
