import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A line between clients and a server that can go dead: its connections stay open and carry nothing any
 * more, as behind a firewall that has forgotten them. Nobody is told; only silence shows it.
 */
export class Wire {
  private readonly ends = new Set<Socket>();
  private server: Server | undefined;

  private constructor(private readonly serverPort: number) {}

  static async to(serverPort: number): Promise<Wire> {
    const wire = new Wire(serverPort);
    await wire.open();
    return wire;
  }

  get port(): number {
    // Listening, so it has an address with a port.
    return (this.server?.address() as AddressInfo).port;
  }

  /** What is connected now goes dead; what connects later is carried. */
  goDead(): void {
    for (const end of this.ends) end.unpipe().pause();
  }

  async close(): Promise<void> {
    for (const end of this.ends) end.destroy();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private open(): Promise<void> {
    this.server = createServer({ noDelay: true }, (client) => {
      const server = connect({ port: this.serverPort, host: '127.0.0.1', noDelay: true });
      this.carry(client, server);
      this.carry(server, client);
    });
    return new Promise((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
  }

  private carry(from: Socket, to: Socket): void {
    this.ends.add(from);
    from.pipe(to);
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.ends.delete(from);
      to.destroy();
    });
  }
}
