import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { HammerRelay } from './hammer-relay.js';
import { HammerUser } from './hammer-user.js';

interface Item {
  readonly call: string;
  readonly username: string;
}

interface Outcome {
  readonly statusCode: number;
  readonly time?: number;
}

/** Starts a server that answers each item of a body with `outcomeOf` it, and keeps the bodies. */
const startServer = async (outcomeOf: (item: Item) => Outcome, status = 200) => {
  const bodies: { readonly type: string | undefined; readonly items: readonly Item[] }[] = [];
  const server = createServer((request, answer) => {
    void itemsOf(request).then((items) => {
      bodies.push({ type: request.headers['content-type'], items });
      answer.writeHead(status).end(JSON.stringify({ results: items.map(outcomeOf) }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { server, bodies, target: { url, reporterKey: 'key' } };
};

const itemsOf = async (request: IncomingMessage): Promise<Item[]> => {
  const body = await text(request);
  return request.headers['content-type'] === 'application/json'
    ? (JSON.parse(body) as Item[])
    : body
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Item);
};

const usersNamed = (...names: readonly string[]): HammerUser[] =>
  names.map(
    (name) => new HammerUser(name, () => ({ call: 'keepalive', body: { visible: true, path: ['/'] } })),
  );

let started: Awaited<ReturnType<typeof startServer>>;

const start = async (...arguments_: Parameters<typeof startServer>) =>
  (started = await startServer(...arguments_));

afterEach(() => {
  started.server.close();
});

describe('HammerRelay', () => {
  it('sends the pings of all its users in turn, each beginning with a sessionstart, as an array and as NDJSON', async () => {
    const { bodies, target } = await start(() => ({ statusCode: 200, time: 1 }));
    const relay = new HammerRelay(usersNamed('ann', 'ben'));
    let pings = 0;
    while (bodies.length < 2 || pings < 4) pings += (await relay.send(target)).pings;
    const items = bodies.flatMap((body) => body.items).slice(0, 4);
    expect(items.map(({ username, call }) => `${username} ${call}`)).toEqual([
      'ann sessionstart',
      'ben sessionstart',
      'ann keepalive',
      'ben keepalive',
    ]);
    expect(bodies.slice(0, 2).map(({ type }) => type)).toEqual(['application/json', 'application/x-ndjson']);
    expect(bodies.reduce((sum, body) => sum + body.items.length, 0)).toBe(pings);
  });

  it('remembers the latest acknowledged time of each user, and returns the status of a refused ping', async () => {
    const times = { ann: 5, ben: 7 };
    const { target } = await start(({ username }) =>
      username === 'eve'
        ? { statusCode: 429 }
        : { statusCode: 200, time: times[username as keyof typeof times] },
    );
    const users = usersNamed('ann', 'ben', 'eve');
    const relay = new HammerRelay(users);
    let sent = await relay.send(target);
    // A body of one or two pings has none of eve.
    while (sent.status === 200) sent = await relay.send(target);
    expect(sent.status).toBe(429);
    expect(users.map(({ acknowledged }) => acknowledged)).toEqual([5_000, 7_000, 0]);
  });

  it('acknowledges nothing if the whole body is refused, or if no answer comes', async () => {
    const { server, target } = await start(() => ({ statusCode: 200, time: 1 }), 503);
    const users = usersNamed('ann');
    const relay = new HammerRelay(users);
    expect(await relay.send(target)).toEqual({ status: 503, pings: 0 });
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    expect(await relay.send(target)).toEqual({ status: undefined, pings: 0 });
    expect(users[0]?.acknowledged).toBe(0);
  });
});
