import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';

const SERVER = fileURLToPath(new URL('server.mjs', import.meta.url));

/** A client of the chat. Queues the messages that it receives until a test reads them. */
class Guest {
  private readonly received: unknown[] = [];
  private readonly closed: Promise<unknown[]>;

  private constructor(private readonly socket: WebSocket) {
    this.closed = once(socket, 'close');
    socket.on('message', (data) => this.received.push(JSON.parse((data as Buffer).toString())));
  }

  static async at(url: string): Promise<Guest> {
    const guest = new Guest(new WebSocket(url.replace('http', 'ws')));
    await once(guest.socket, 'open');
    return guest;
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Resolves to the oldest message that the test has not read yet. Waits for one if there is none. */
  async receives(): Promise<unknown> {
    if (this.received.length === 0) await once(this.socket, 'message');
    return this.received.shift();
  }

  async leave(): Promise<void> {
    this.socket.close();
    await this.closed;
  }

  /** Resolves to the code with which the server closes the connection. */
  async closeCode(): Promise<unknown> {
    const [code] = await this.closed;
    return code;
  }
}

describe('the chat', () => {
  let folder: string;
  let file: string;
  let server: ChildProcess;
  let url: string;

  const start = async (): Promise<void> => {
    const env = { ...process.env, PORT: '0', USERS_FILE: file };
    server = spawn(process.execPath, [SERVER], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    if (!server.stdout) throw new Error('The server says nothing');
    const [line] = (await once(createInterface(server.stdout), 'line')) as [string];
    url = line;
  };

  const saved = (): unknown => JSON.parse(readFileSync(file, 'utf8'));

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'chat-'));
    file = join(folder, 'users.json');
    await start();
  });

  afterEach(async () => {
    if (server.exitCode === null && server.kill('SIGKILL')) await once(server, 'exit');
    rmSync(folder, { recursive: true });
  });

  it('lets guests and users talk, and saves a user before others are told that the user left', async () => {
    const [guest, anna] = [await Guest.at(url), await Guest.at(url)];
    guest.send({ type: 'say', text: 'Anybody here?' });
    for (const each of [guest, anna]) {
      expect(await each.receives()).toEqual({ type: 'said', name: 'guest', text: 'Anybody here?' });
    }
    anna.send({ type: 'login', name: 'anna' });
    expect(await anna.receives()).toEqual({ type: 'welcome', name: 'anna', said: 0 });
    anna.send({ type: 'say', text: 'Yes' });
    expect(await guest.receives()).toEqual({ type: 'said', name: 'anna', text: 'Yes' });
    await anna.leave();
    expect(await guest.receives()).toEqual({ type: 'left', name: 'anna' });
    expect(saved()).toEqual({ anna: { said: 1 } });
  });

  it('saves its users, closes all connections and exits on SIGTERM, and still knows the users after a restart', async () => {
    const [guest, anna] = [await Guest.at(url), await Guest.at(url)];
    anna.send({ type: 'login', name: 'anna' });
    anna.send({ type: 'say', text: 'Hello' });
    await guest.receives();
    const exit = once(server, 'exit');
    server.kill('SIGTERM');
    expect([await anna.closeCode(), await guest.closeCode()]).toEqual([1001, 1001]);
    expect(await exit).toEqual([0, null]);
    expect(saved()).toEqual({ anna: { said: 1 } });

    await start();
    const again = await Guest.at(url);
    again.send({ type: 'login', name: 'anna' });
    expect(await again.receives()).toEqual({ type: 'welcome', name: 'anna', said: 1 });
  });

  it('refuses a message that it does not understand, and keeps the connection open', async () => {
    const guest = await Guest.at(url);
    for (const junk of [
      'no JSON',
      'null',
      { type: 'toString' },
      { type: 'login', name: ' ' },
      { type: 'say' },
    ]) {
      guest.send(junk);
      expect(await guest.receives()).toMatchObject({ type: 'refused' });
    }
    guest.send({ type: 'say', text: 'Still here' });
    expect(await guest.receives()).toMatchObject({ type: 'said' });
  });

  it('serves its page', async () => {
    const page = await fetch(url);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toContain('<title>Chat</title>');
    expect((await fetch(`${url}/server.mjs`)).status).toBe(404);
  });
});
