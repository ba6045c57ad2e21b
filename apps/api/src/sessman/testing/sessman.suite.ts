import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Environment } from '../../platform/settings/read-settings.js';
import { Upkeep } from '../../platform/upkeep.js';
import { SessmanStage } from './sessman-stage.js';

const UNKNOWN = 'a'.repeat(32);
const TTL = 100;

/**
 * Tests the session-data API over HTTP on the database that `env` names. Numbers such as S14 in the titles are those of
 * the API's cases.
 */
export const describeSessman = (adapter: string, env: () => Environment): void => {
  describe(`sessman on ${adapter}`, () => {
    let stage: SessmanStage;
    beforeAll(async () => {
      stage = await SessmanStage.open({ SESSMAN_TTL: String(TTL), ...env() });
    });
    afterAll(() => stage.close());

    describe('new', () => {
      it('S14, S18: answers with the id and the data', async () => {
        const answer = await stage.post('/new?user=bob', { data: { a: 1 } });
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual({ session_id: expect.any(String), data: { a: 1 } });
      });

      it('S17, S18: stores {} if the call has no data', async () => {
        const { status, body } = await stage.post('/new?user=bob');
        expect(status).toBe(200);
        expect(body).toEqual({ session_id: expect.any(String), data: {} });
        const stored = await stage.get(`/get?session_id=${String(body['session_id'])}`);
        expect(stored.body).toEqual(body);
      });

      it.each([
        ['userid', '/new?userid=ann'],
        ['user', '/new?user=ann'],
        ['userid before user', '/new?user=bob&userid=ann'],
      ])('S15: reads the user from %s', async (_, tail) => {
        const id = (await stage.post(tail)).body['session_id'];
        expect((await stage.get(`/get?session_id=${String(id)}&userid=ann`)).status).toBe(200);
        expect((await stage.get(`/get?session_id=${String(id)}&userid=bob`)).status).toBe(404);
      });

      it.each(['/new', '/new?user='])(
        'S16: takes the user "sessman" if the call names none: %s',
        async (tail) => {
          const id = String((await stage.post(tail)).body['session_id']);
          expect((await stage.get(`/get?session_id=${id}&userid=sessman`)).status).toBe(200);
          expect((await stage.get(`/get?session_id=${id}&userid=bob`)).status).toBe(404);
        },
      );

      it('S19: creates ids of 32 random hex characters', async () => {
        const ids = await Promise.all(Array.from({ length: 50 }, () => stage.create({})));
        expect(new Set(ids).size).toBe(50);
        for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
        // Ids from a counter or a clock would have the same character at some place.
        for (let place = 0; place < 32; place++) {
          expect(new Set(ids.map((id) => id[place])).size).toBeGreaterThan(1);
        }
      });

      it('S20: neither sets cookies nor reads an id from one', async () => {
        const { headers, body } = await stage.post('/new');
        expect(headers.getSetCookie()).toEqual([]);
        const cookie = `PS_SESSID=${String(body['session_id'])}`;
        expect((await stage.call('GET', '/get', { cookie })).status).toBe(400);
      });

      it('S23: creates two sessions for two calls of one user', async () => {
        const [first, second] = [await stage.create({ a: 1 }), await stage.create({ a: 1 })];
        await stage.post(`/update?session_id=${first}`, { data: { a: 2 } });
        expect((await stage.get(`/get?session_id=${second}`)).body['data']).toEqual({ a: 1 });
      });

      it.each([
        ['a text'],
        [['a', 'list']],
        [12.5],
        [false],
        [{ $ref: 'x', 'a.b': '\0\ud800', '': { deep: [null] } }],
      ])('stores any JSON value unchanged: %j', async (data) => {
        const id = await stage.create(data);
        expect((await stage.get(`/get?session_id=${id}`)).body['data']).toEqual(data);
      });
    });

    describe('update', () => {
      it('S24, S25: replaces the data without merging', async () => {
        const id = await stage.create({ a: 1 });
        const answer = await stage.post(`/update?session_id=${id}`, { data: { b: 1 } });
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual({ session_id: id, data: { b: 1 } });
        expect((await stage.get(`/get?session_id=${id}`)).body).toEqual({ session_id: id, data: { b: 1 } });
      });

      it('S27: reads sessionid and session_id from the query or the body', async () => {
        const id = await stage.create({});
        expect((await stage.post(`/update?sessionid=${id}`, { data: 1 })).status).toBe(200);
        expect((await stage.post('/update', { session_id: id, data: 2 })).status).toBe(200);
        expect((await stage.post('/update', { sessionid: id, data: 3 })).status).toBe(200);
        expect((await stage.get(`/get?session_id=${id}`)).body['data']).toBe(3);
      });

      it.each(['/update', '/update?session_id='])(
        'S27: answers 400 to a call without an id: %s',
        async (tail) => {
          const answer = await stage.post(tail, { data: {} });
          expect(answer.status).toBe(400);
          expect(answer.body).toEqual({ error: 'no session id available' });
        },
      );

      it.each([UNKNOWN, 'x', '0'.repeat(24), `${UNKNOWN}0`, "';--", '%00', '%F0%9F%99%82'])(
        'S28, S32: answers 404 to an unknown or malformed id: %s',
        async (id) => {
          const answer = await stage.post(`/update?session_id=${id}`, { data: {} });
          expect(answer.status).toBe(404);
          expect(answer.body).toEqual({
            error: `Can't update session for session id ${decodeURIComponent(id)}`,
          });
        },
      );

      it('S29: accepts {} as data', async () => {
        const id = await stage.create({ a: 1 });
        const answer = await stage.post(`/update?session_id=${id}`, { data: {} });
        expect(answer.body).toEqual({ session_id: id, data: {} });
        expect((await stage.get(`/get?session_id=${id}`)).body['data']).toEqual({});
      });

      it('S30: answers 400 without data and leaves the stored data unchanged', async () => {
        const id = await stage.create({ a: 1 });
        const answer = await stage.post(`/update?session_id=${id}`);
        expect(answer.status).toBe(400);
        expect(answer.body).toEqual({ error: expect.any(String) });
        expect((await stage.get(`/get?session_id=${id}`)).body['data']).toEqual({ a: 1 });
      });

      it('S30: treats empty data in the query as absent, and then reads the body', async () => {
        const id = await stage.create({ a: 1 });
        const nothing = await stage.post(`/update?session_id=${id}&data=`);
        expect(nothing.status).toBe(400);
        expect((await stage.get(`/get?session_id=${id}`)).body['data']).toEqual({ a: 1 });
        const answer = await stage.post(`/update?session_id=${id}&data=`, { data: { a: 2 } });
        expect(answer.body).toEqual({ session_id: id, data: { a: 2 } });
      });

      it('S31: accepts the data that is already stored, even in the same millisecond', async () => {
        const id = await stage.create({ a: 1 });
        const answer = await stage.post(`/update?session_id=${id}`, { data: { a: 1 } });
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual({ session_id: id, data: { a: 1 } });
      });

      it("S35: answers 404 to another user's session, and leaves a session to its user", async () => {
        const id = await stage.create({ a: 1 }, 'bob');
        const answer = await stage.post(`/update?session_id=${id}&userid=ann`, { data: {} });
        expect(answer.status).toBe(404);
        expect(answer.body).toEqual({ error: `Can't update session for session id ${id}` });
        expect((await stage.post(`/update?session_id=${id}`, { data: { a: 2 } })).status).toBe(200);
        expect((await stage.get(`/get?session_id=${id}&userid=bob`)).body['data']).toEqual({ a: 2 });
      });

      it('answers all of many concurrent updates, and stores one of them whole', async () => {
        const id = await stage.create({});
        const all = Array.from({ length: 20 }, (_, n) => ({ n, text: String(n).repeat(100) }));
        const answers = await Promise.all(
          all.map((data) => stage.post(`/update?session_id=${id}`, { data })),
        );
        expect(answers.map(({ status }) => status)).toEqual(all.map(() => 200));
        expect(all).toContainEqual((await stage.get(`/get?session_id=${id}`)).body['data']);
      });
    });

    describe('get', () => {
      it.each(['GET', 'POST'])(
        'S33, S34: answers %s with the data, whichever name each parameter has',
        async (method) => {
          const id = await stage.create({ a: 1 }, 'bob');
          for (const tail of [`session_id=${id}&userid=bob`, `sessionid=${id}&user=bob`, `sessionid=${id}`]) {
            const answer = await stage.call(method, `/get?${tail}`);
            expect(answer.status).toBe(200);
            expect(answer.body).toEqual({ session_id: id, data: { a: 1 } });
          }
        },
      );

      it("S35: answers 404 to another user's session", async () => {
        const id = await stage.create({ a: 1 }, 'bob');
        for (const name of ['userid', 'user']) {
          const answer = await stage.get(`/get?session_id=${id}&${name}=ann`);
          expect(answer.status).toBe(404);
          expect(answer.body).toEqual({ error: `Session ID ${id} not found.` });
        }
      });

      it.each([UNKNOWN, 'x', '0'.repeat(24), '$ne', '%00', '[object Object]'])(
        'S32, S36: answers 404 to an unknown or malformed id: %s',
        async (id) => {
          const answer = await stage.get(`/get?session_id=${id}&userid=bob`);
          expect(answer.status).toBe(404);
          expect(answer.body).toEqual({ error: `Session ID ${decodeURIComponent(id)} not found.` });
        },
      );

      it.each([{ $ne: '' }, ['a'], true])('S32: answers 400 to an id that is not text: %j', async (id) => {
        const answer = await stage.post('/get', { session_id: id });
        expect(answer.status).toBe(400);
        expect(answer.body).toEqual({ error: 'session_id must be one text' });
      });

      it.each(['data=a&data=b', 'data[]=a', 'data=a&data[]=b'])(
        'answers 400 to data that is given as a list in the query: %s',
        async (query) => {
          const answer = await stage.get(`/new?${query}`);
          expect(answer.status).toBe(400);
          expect(answer.body).toEqual({ error: 'data must be one text in the query' });
        },
      );

      it('S37: answers 400 without an id', async () => {
        const answer = await stage.get('/get?userid=bob');
        expect(answer.status).toBe(400);
        expect(answer.body).toEqual({ error: 'no session id available' });
      });

      it('S38, S39: answers with the stored data, even if it is {}', async () => {
        const id = await stage.create({});
        expect((await stage.get(`/get?session_id=${id}`)).body).toEqual({ session_id: id, data: {} });
      });

      it('S41: finds the session also if X-Forwarded-For names another address', async () => {
        const id = await stage.create({ a: 1 });
        const answer = await stage.call('GET', `/get?session_id=${id}`, {
          headers: { 'x-forwarded-for': '192.0.2.7' },
        });
        expect(answer.status).toBe(200);
      });
    });

    describe('expiry', () => {
      it('S42: happens exactly after SESSMAN_TTL, for get and for update', async () => {
        const [got, updated] = [await stage.create({ a: 1 }), await stage.create({ a: 1 })];
        stage.wait(TTL - 0.001);
        expect((await stage.get(`/get?session_id=${got}`)).status).toBe(200);
        stage.wait(0.002);
        const answer = await stage.get(`/get?session_id=${got}`);
        expect(answer.status).toBe(404);
        expect(answer.body).toEqual({ error: `Session ID ${got} not found.` });
        expect((await stage.post(`/update?session_id=${updated}`, { data: {} })).status).toBe(404);
        expect((await stage.get(`/get?session_id=${updated}`)).status).toBe(404);
      });

      it('S26, S43: is postponed by each update', async () => {
        const id = await stage.create({ a: 1 });
        stage.wait(TTL * 0.9);
        await stage.post(`/update?session_id=${id}`, { data: { a: 1 } });
        stage.wait(TTL * 0.6);
        expect((await stage.get(`/get?session_id=${id}`)).status).toBe(200);
        stage.wait(TTL * 0.5);
        expect((await stage.get(`/get?session_id=${id}`)).status).toBe(404);
      });

      it('S40: is not postponed by a get or by a rejected update', async () => {
        const id = await stage.create({ a: 1 });
        stage.wait(TTL * 0.9);
        await stage.get(`/get?session_id=${id}`);
        await stage.post(`/update?session_id=${id}`);
        await stage.post(`/update?session_id=${id}&userid=ann`, { data: {} });
        stage.wait(TTL * 0.2);
        expect((await stage.get(`/get?session_id=${id}`)).status).toBe(404);
      });
    });
  });

  describe(`session data on ${adapter}`, () => {
    it('S45: is removed after it expires, even if nobody asks for it', async () => {
      const stage = await SessmanStage.open({ SESSMAN_TTL: String(TTL), ...env() });
      const { app, database } = stage.server.running;
      try {
        const old = await stage.create({ old: true });
        stage.wait(TTL / 2);
        const young = await stage.create({ young: true });
        stage.wait(TTL / 2 + 1);
        await app.get(Upkeep).run();
        expect(await database.sessman.get(old, 0)).toBeUndefined();
        expect(await database.sessman.get(young, 0)).toMatchObject({ user: 'bob', data: { young: true } });
      } finally {
        await stage.close();
      }
    });

    it('S46: expires by the current SESSMAN_TTL, whatever the setting was before', async () => {
      const before = await SessmanStage.open({ SESSMAN_TTL: '1000', ...env() });
      const id = await before.create({ a: 1 });
      await before.close();
      for (const [ttl, age, status] of [
        ['2000', 1_500, 200],
        ['1500', 1_500, 200],
        ['1499', 1_500, 404],
      ] as const) {
        const after = await SessmanStage.open({ SESSMAN_TTL: ttl, ...env() });
        after.wait(age);
        expect((await after.get(`/get?session_id=${id}`)).status).toBe(status);
        await after.close();
      }
    });
  });
};
