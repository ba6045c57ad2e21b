import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** When the proxy cuts a write: before the server gets it, or after the server did it and before its answer arrives. */
export type Cut = 'before the write' | 'before its answer';

/** A proxy between a client and a MongoDB server that breaks, delays and cuts their connections like a network. */
export class FaultyProxy {
  private readonly connections = new Set<Socket>();
  private armed: { readonly cut: Cut; readonly collection: Buffer } | undefined;
  private isPaused = false;
  /** The number of cut writes. */
  cuts = 0;
  /** How long the proxy holds back each answer, in milliseconds. */
  delayMs = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: { readonly host: string; readonly port: number },
    private port: number,
  ) {
    server.on('connection', (client) => {
      this.forward(client);
    });
  }

  /** Returns a proxy for the server at `url`. It does not listen yet. */
  static async before(url: string): Promise<FaultyProxy> {
    const { hostname, port } = new URL(url.replace(/^mongodb:/, 'http:'));
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new FaultyProxy(server, { host: hostname, port: Number(port) }, 0);
    proxy.port = (server.address() as AddressInfo).port;
    await proxy.refuse();
    return proxy;
  }

  /** Returns the URL of the same database through the proxy. */
  urlOf(url: string): string {
    const behind = new URL(url.replace(/^mongodb:/, 'http:'));
    behind.host = `127.0.0.1:${this.port}`;
    // Otherwise the driver asks the server for its address and connects there, past the proxy.
    behind.searchParams.set('directConnection', 'true');
    return behind.href.replace(/^http:/, 'mongodb:');
  }

  async listen(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  /** Acts as a server that is away: ends all connections and accepts none. */
  async refuse(): Promise<void> {
    this.server.close();
    this.cutAll();
    await once(this.server, 'close');
  }

  /** Acts as a silent server: keeps the connections and passes nothing on. */
  pause(): void {
    this.isPaused = true;
    for (const socket of this.connections) socket.pause();
  }

  resume(): void {
    this.isPaused = false;
    for (const socket of this.connections) socket.resume();
  }

  /** Cuts the connection at the next insert or update in a collection whose name contains `collection`. */
  cutNextWrite(collection: string, cut: Cut): void {
    this.armed = { cut, collection: Buffer.from(collection) };
  }

  async close(): Promise<void> {
    if (this.server.listening) await this.refuse();
  }

  private cutAll(): void {
    for (const socket of this.connections) socket.destroy();
  }

  private forward(client: Socket): void {
    const server = connect(this.target);
    const pair = [client, server];
    let answerIsCut = false;
    const cut = (): void => {
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) {
      this.connections.add(socket);
      socket.on('error', cut);
      socket.on('close', () => {
        this.connections.delete(socket);
        cut();
      });
      if (this.isPaused) socket.pause();
    }
    client.on('data', (data: Buffer) => {
      if (this.armed && isWrite(data) && data.includes(this.armed.collection)) {
        answerIsCut = this.armed.cut === 'before its answer';
        this.armed = undefined;
        this.cuts++;
        if (!answerIsCut) {
          cut();
          return;
        }
      }
      server.write(data);
    });
    server.on('data', (data) => {
      if (answerIsCut) cut();
      else if (this.delayMs > 0) setTimeout(() => client.write(data), this.delayMs);
      else client.write(data);
    });
  }
}

const isWrite = (data: Buffer): boolean => data.includes('update\0') || data.includes('insert\0');
