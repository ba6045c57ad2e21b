import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Environment } from '../../platform/settings/read-settings.js';
import { Upkeep } from '../../platform/upkeep.js';
import { SessmanStage } from './sessman-stage.js';

const UNKNOWN = 'a'.repeat(32);
const TTL = 100;

/** The session-data API over HTTP, on whichever database `env` names; the numbers are those of its cases. */
export const describeSessman = (adapter: string, env: () => Environment): void => {
  describe(`sessman on ${adapter}`, () => {
    let stage: SessmanStage;
    beforeAll(async () => {
      stage = await SessmanStage.open({ SESSMAN_TTL: String(TTL), ...env() });
    });
    afterAll(() => stage.close());

    describe('new', () => {
      it('S14, S18: answers the id and the data', async () => {
        const answer = await stage.post('/new?user=bob', { data: { a: 1 } });
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual({ session_id: expect.any(String), data: { a: 1 } });
      });

      it('S17, S18: without data begins with {}', async () => {
        const { status, body } = await stage.post('/new?user=bob');
        expect(status).toBe(200);
        expect(body).toEqual({ session_id: expect.any(String), data: {} });
      });

      it.each([
        ['userid', '/new?userid=ann'],
        ['user', '/new?user=ann'],
        ['userid before user', '/new?user=bob&userid=ann'],
      ])('S15: takes the user from %s', async (_, tail) => {
        const id = (await stage.post(tail)).body['session_id'];
        expect((await stage.get(`/get?session_id=${String(id)}&userid=ann`)).status).toBe(200);
        expect((await stage.get(`/get?session_id=${String(id)}&userid=bob`)).status).toBe(404);
      });

      it.each(['/new', '/new?user='])(
        'S16: without a user, as %s, it is the one called sessman',
        async (tail) => {
          const id = String((await stage.post(tail)).body['session_id']);
          expect((await stage.get(`/get?session_id=${id}&userid=sessman`)).status).toBe(200);
          expect((await stage.get(`/get?session_id=${id}&userid=bob`)).status).toBe(404);
        },
      );

      it('S19: ids are 32 random hex characters', async () => {
        const ids = await Promise.all(Array.from({ length: 50 }, () => stage.create({})));
        expect(new Set(ids).size).toBe(50);
        for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
        // Neither counters nor clocks: no place has the same character in all of them.
        for (let place = 0; place < 32; place++) {
          expect(new Set(ids.map((id) => id[place])).size).toBeGreaterThan(1);
        }
      });

      it('S20: sets no cookie, and takes none for an id', async () => {
        const { headers, body } = await stage.post('/new');
        expect(headers.getSetCookie()).toEqual([]);
        const cookie = `PS_SESSID=${String(body['session_id'])}`;
        expect((await stage.call('GET', '/get', { cookie })).status).toBe(400);
      });

      it('S23: twice for one user are two sessions', async () => {
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
      ])('gives any JSON back as it was: %j', async (data) => {
        const id = await stage.create(data);
        expect((await stage.get(`/get?session_id=${id}`)).body['data']).toEqual(data);
      });
    });

    describe('update', () => {
      it('S24, S25: replaces the data, merging nothing', async () => {
        const id = await stage.create({ a: 1 });
        const answer = await stage.post(`/update?session_id=${id}`, { data: { b: 1 } });
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual({ session_id: id, data: { b: 1 } });
        expect((await stage.get(`/get?session_id=${id}`)).body).toEqual({ session_id: id, data: { b: 1 } });
      });

      it('S27: takes sessionid and session_id, from the query or the body', async () => {
        const id = await stage.create({});
        expect((await stage.post(`/update?sessionid=${id}`, { data: 1 })).status).toBe(200);
        expect((await stage.post('/update', { session_id: id, data: 2 })).status).toBe(200);
        expect((await stage.post('/update', { sessionid: id, data: 3 })).status).toBe(200);
        expect((await stage.get(`/get?session_id=${id}`)).body['data']).toBe(3);
      });

      it.each(['/update', '/update?session_id='])('S27: without an id, as %s, is refused', async (tail) => {
        const answer = await stage.post(tail, { data: {} });
        expect(answer.status).toBe(400);
        expect(answer.body).toEqual({ error: 'no session id available' });
      });

      it.each([UNKNOWN, 'x', '0'.repeat(24), `${UNKNOWN}0`, "';--", '%00', '%F0%9F%99%82'])(
        'S28, S32: of an unknown or malformed id is not found: %s',
        async (id) => {
          const answer = await stage.post(`/update?session_id=${id}`, { data: {} });
          expect(answer.status).toBe(404);
          expect(answer.body).toEqual({
            error: `Can't update session for session id ${decodeURIComponent(id)}`,
          });
        },
      );

      it('S29: {} is legal data', async () => {
        const id = await stage.create({ a: 1 });
        const answer = await stage.post(`/update?session_id=${id}`, { data: {} });
        expect(answer.body).toEqual({ session_id: id, data: {} });
        expect((await stage.get(`/get?session_id=${id}`)).body['data']).toEqual({});
      });

      it('S30: without data is refused and leaves the data as it was', async () => {
        const id = await stage.create({ a: 1 });
        const answer = await stage.post(`/update?session_id=${id}`);
        expect(answer.status).toBe(400);
        expect(answer.body).toEqual({ error: expect.any(String) });
        expect((await stage.get(`/get?session_id=${id}`)).body['data']).toEqual({ a: 1 });
      });

      it('S30: an empty text in the query is no data, and hides none that the body brings', async () => {
        const id = await stage.create({ a: 1 });
        const nothing = await stage.post(`/update?session_id=${id}&data=`);
        expect(nothing.status).toBe(400);
        expect((await stage.get(`/get?session_id=${id}`)).body['data']).toEqual({ a: 1 });
        const answer = await stage.post(`/update?session_id=${id}&data=`, { data: { a: 2 } });
        expect(answer.body).toEqual({ session_id: id, data: { a: 2 } });
      });

      it('S31: with the same data, in the same millisecond, succeeds', async () => {
        const id = await stage.create({ a: 1 });
        const answer = await stage.post(`/update?session_id=${id}`, { data: { a: 1 } });
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual({ session_id: id, data: { a: 1 } });
      });

      it("S35: of another user's session is as one of an unknown id, and keeps whose it is", async () => {
        const id = await stage.create({ a: 1 }, 'bob');
        const answer = await stage.post(`/update?session_id=${id}&userid=ann`, { data: {} });
        expect(answer.status).toBe(404);
        expect(answer.body).toEqual({ error: `Can't update session for session id ${id}` });
        expect((await stage.post(`/update?session_id=${id}`, { data: { a: 2 } })).status).toBe(200);
        expect((await stage.get(`/get?session_id=${id}&userid=bob`)).body['data']).toEqual({ a: 2 });
      });

      it('at once by many: each is answered, and one of them is what stays, whole', async () => {
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
      it.each(['GET', 'POST'])('S33, S34: by %s gives the data, whichever names are used', async (method) => {
        const id = await stage.create({ a: 1 }, 'bob');
        for (const tail of [`session_id=${id}&userid=bob`, `sessionid=${id}&user=bob`, `sessionid=${id}`]) {
          const answer = await stage.call(method, `/get?${tail}`);
          expect(answer.status).toBe(200);
          expect(answer.body).toEqual({ session_id: id, data: { a: 1 } });
        }
      });

      it("S35: another user's session is as an unknown one", async () => {
        const id = await stage.create({ a: 1 }, 'bob');
        for (const name of ['userid', 'user']) {
          const answer = await stage.get(`/get?session_id=${id}&${name}=ann`);
          expect(answer.status).toBe(404);
          expect(answer.body).toEqual({ error: `Session ID ${id} not found.` });
        }
      });

      it.each([UNKNOWN, 'x', '0'.repeat(24), '$ne', '%00', '[object Object]'])(
        'S32, S36: an unknown or malformed id is not found: %s',
        async (id) => {
          const answer = await stage.get(`/get?session_id=${id}&userid=bob`);
          expect(answer.status).toBe(404);
          expect(answer.body).toEqual({ error: `Session ID ${decodeURIComponent(id)} not found.` });
        },
      );

      it.each([{ $ne: '' }, ['a'], true])('S32: an id that is no text is refused: %j', async (id) => {
        const answer = await stage.post('/get', { session_id: id });
        expect(answer.status).toBe(400);
        expect(answer.body).toEqual({ error: 'session_id must be one text' });
      });

      it('S37: without an id is refused', async () => {
        const answer = await stage.get('/get?userid=bob');
        expect(answer.status).toBe(400);
        expect(answer.body).toEqual({ error: 'no session id available' });
      });

      it('S38, S39: gives stored data, {} too', async () => {
        const id = await stage.create({});
        expect((await stage.get(`/get?session_id=${id}`)).body).toEqual({ session_id: id, data: {} });
      });

      it('S41: from another address finds the session', async () => {
        const id = await stage.create({ a: 1 });
        const answer = await stage.call('GET', `/get?session_id=${id}`, {
          headers: { 'x-forwarded-for': '192.0.2.7' },
        });
        expect(answer.status).toBe(200);
      });
    });

    describe('expiry', () => {
      it('S42: is exact, for get and for update', async () => {
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

      it('S26, S43: begins anew with each update', async () => {
        const id = await stage.create({ a: 1 });
        stage.wait(TTL * 0.9);
        await stage.post(`/update?session_id=${id}`, { data: { a: 1 } });
        stage.wait(TTL * 0.6);
        expect((await stage.get(`/get?session_id=${id}`)).status).toBe(200);
        stage.wait(TTL * 0.5);
        expect((await stage.get(`/get?session_id=${id}`)).status).toBe(404);
      });

      it('S40: does not begin anew with a get, nor with an update that was refused', async () => {
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

  describe(`what sessman keeps on ${adapter}`, () => {
    it('S45: is removed when it has expired, though nobody asks for it', async () => {
      const stage = await SessmanStage.open({ SESSMAN_TTL: String(TTL), ...env() });
      const { app, database } = stage.server.running;
      try {
        const old = await stage.create({ old: true });
        stage.wait(TTL / 2);
        const young = await stage.create({ young: true });
        stage.wait(TTL / 2 + 1);
        await app.get(Upkeep).run();
        expect(await database.sessman.get(old, 0)).toBeUndefined();
        expect(await database.sessman.get(young, 0)).toEqual({ user: 'bob', data: { young: true } });
      } finally {
        await stage.close();
      }
    });

    it('S46: lives as long as the present SESSMAN_TTL says, whatever it was before', async () => {
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
