import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server that can be cut, as a network is. */
export interface CuttableLink {
  /** The address of the server by this way. */
  readonly url: string;
  /** Ends every connection and takes no more. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function cuttableLink(url: string): Promise<CuttableLink> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      // An end of either is the end of both; the reason does not matter here.
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  // A server that listens on a host and port has an address of this form.
  const { port: nearPort } = server.address() as AddressInfo;
  return {
    url: `redis://127.0.0.1:${nearPort}`,
    cut,
    mend: () => {
      isCut = false;
    },
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
