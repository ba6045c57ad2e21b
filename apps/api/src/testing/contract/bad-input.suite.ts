import { describe, expect, it } from '@jest/globals';
import type { ErrorAnswer } from '@dwell/shared';
import type { TestServer } from '../test-server.js';
import type { ContractStage } from './contract-stage.js';

export const describeBadInput = (stage: ContractStage): void => {
  const { list } = stage;

  describe('bad input', () => {
    const post = (call: string, more: Parameters<TestServer['call']>[2]) =>
      stage.server.call<ErrorAnswer>('POST', `/api/v2/${call}`, {
        key: stage.key,
        user: 'careless',
        ...more,
      });

    it.each([
      ['no body', {}, 400, ['body']],
      ['an empty body', { raw: '', headers: { 'content-type': 'application/json' } }, 400, ['body']],
      ['a list', { body: [] }, 400, ['body']],
      ['wrong types', { body: { visible: 'yes', path: 7 } }, 400, ['visible', 'path']],
      ['an empty path', { body: { visible: true, path: [] } }, 400, ['path']],
      ['a path with an empty part', { body: { visible: true, path: ['a', '', 'c'] } }, 400, ['path.1']],
      ['a path with a list in a list', { body: { visible: true, path: ['a', [['b']]] } }, 400, ['path.1']],
      ['a tab with NUL', { body: { visible: true, path: ['v', 'a\0b'] } }, 400, ['path.1']],
      [
        'a client_id that is not text',
        { body: { visible: true, path: ['v'], client_id: 5 } },
        400,
        ['client_id'],
      ],
      [
        'a negative elapsed_ms',
        { body: { visible: true, path: ['v'], elapsed_ms: -1 } },
        400,
        ['elapsed_ms'],
      ],
    ])(
      'C19: answers 400 to a keepalive with %s, and names the bad fields',
      async (_story, call, status, fields) => {
        const answer = await post('keepalive', call);
        expect(answer.status).toBe(status);
        expect(answer.body).toMatchObject({
          statusCode: status,
          error: 'Bad Request',
          message: expect.any(String),
        });
        expect(answer.body.errors?.map(({ field }) => field)).toEqual(fields);
      },
    );

    const json = { 'content-type': 'application/json' };
    it.each([
      ['C13: malformed JSON', { raw: '{"visible":true\n"path":["v"]}', headers: json }, 400],
      [
        'a megabyte',
        { raw: JSON.stringify({ visible: true, path: ['v'.repeat(1_000_000)] }), headers: json },
        413,
      ],
      ['another content type', { raw: '<ping/>', headers: { 'content-type': 'application/xml' } }, 415],
      [
        'a form',
        { raw: 'visible=true', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
        415,
      ],
    ])('%s is rejected as the body of a keepalive', async (_story, call, status) => {
      const answer = await post('keepalive', call);
      expect(answer.status).toBe(status);
      expect(answer.body).toEqual({
        statusCode: status,
        error: expect.any(String),
        message: expect.any(String),
      });
    });

    it.each([
      ['active=maybe', 'active'],
      ['active=true&active=false', 'active'],
      ['started_after=yesterday', 'started_after'],
      ['started_after=', 'started_after'],
      ['stopped_before=1e99', 'stopped_before'],
      ['from=20&to=10', 'from'],
      ['min_duration=-1', 'min_duration'],
      ['sort=colour', 'sort'],
      ['order=sideways', 'order'],
      ['limit=0', 'limit'],
      ['limit=1001', 'limit'],
      ['limit=2.5', 'limit'],
      ['cursor=rubbish', 'cursor'],
      ['usernames[]=', 'usernames'],
      ['colour=red', 'colour'],
    ])('answers 400 to a list query with %s, and names %s', async (query, field) => {
      const answer = await stage.server.call<ErrorAnswer>('GET', `/api/v2/sessions?${query}`, {
        key: stage.key,
      });
      expect(answer.status).toBe(400);
      expect(answer.body.errors?.map((error) => error.field)).toEqual([field]);
    });

    const lists = ['sessions', 'statistics/summary', 'statistics/views', 'statistics/timeline'];
    const errorsOf = async (call: string, query: Record<string, string>): Promise<ErrorAnswer['errors']> => {
      const path = `/api/v2/${call}?${new URLSearchParams(query)}`;
      const answer = await stage.server.call<ErrorAnswer>('GET', path, { key: stage.key });
      return answer.status === 400 ? answer.body.errors : [];
    };

    const NOT_DECIMAL = [
      '0x10',
      '+10',
      ' 10',
      '10 ',
      '1e3',
      '1_000',
      '.5',
      '5.',
      '',
      'ten',
      '١٠',
      'Infinity',
    ];
    it.each([
      ['sessions', 'limit', 'must be a number'],
      ['sessions', 'min_duration', 'must be a number'],
      ['sessions', 'started_after', 'must be a time in epoch seconds'],
      ['sessions', 'stopped_before', 'must be a time in epoch seconds'],
      ...lists.flatMap((call) =>
        ['from', 'to'].map((field) => [call, field, 'must be a time in epoch seconds'] as const),
      ),
    ] as const)('answers 400 to GET %s if %s is not a decimal number', async (call, field, message) => {
      for (const value of NOT_DECIMAL) {
        expect([value, await errorsOf(call, { [field]: value })]).toEqual([value, [{ field, message }]]);
      }
    });

    it.each([
      [{ limit: '1001' }, 'must be a number from 1 to 1,000'],
      [{ limit: '0' }, 'must be a number from 1 to 1,000'],
      [{ limit: '2.5' }, 'must be a whole number'],
      [{ min_duration: '-1' }, 'must be a number from 0 to 31,622,400'],
      [{ from: '-1' }, 'must be a time in epoch seconds, 0 or later'],
    ])('answers 400 to a list query with %j: %s', async (query, message) => {
      expect(await errorsOf('sessions', query)).toEqual([{ field: Object.keys(query)[0], message }]);
    });

    it.each([
      ...lists.flatMap((call) => ['from', 'to'].map((field) => [call, field] as const)),
      ['sessions', 'started_after'],
      ['sessions', 'stopped_before'],
    ] as const)('answers 400 to GET %s with %s in milliseconds, and says so', async (call, field) => {
      const message = 'looks like milliseconds; epoch seconds are needed';
      for (const value of [String(stage.now() * 1000), '100000000000', '9'.repeat(400)]) {
        expect(await errorsOf(call, { [field]: value })).toEqual([{ field, message }]);
      }
      const legal = field === 'to' ? '99999999999.999' : String(stage.now() - 3600);
      expect(await errorsOf(call, { [field]: legal })).toEqual([]);
    });

    it('answers 400 in the usual shape to a path that can not be decoded', async () => {
      const { status, body } = await stage.server.call('GET', '/api/v2/%ff');
      expect([status, body]).toEqual([
        400,
        { statusCode: 400, error: 'Bad Request', message: expect.stringContaining('/api/v2/%ff') },
      ]);
    });

    it('answers 404 in JSON to an unknown route, and 405 with the allowed methods to a wrong method', async () => {
      expect(await stage.server.call('GET', '/api/v2/nothing', { key: stage.key })).toMatchObject({
        status: 404,
        body: { statusCode: 404 },
      });
      const wrong = await stage.server.call('DELETE', '/api/v2/keepalive', { key: stage.key });
      expect(wrong).toMatchObject({ status: 405, body: { statusCode: 405, error: 'Method Not Allowed' } });
      expect(wrong.headers.get('allow')).toBe('POST');
    });

    it('C3: answers 401 to pings, the list of sessions and the summary without a caller', async () => {
      for (const [method, path] of [
        ['POST', 'sessionstart'],
        ['GET', 'sessionstart'],
        ['POST', 'keepalive'],
        ['POST', 'session_tracepath'],
        ['GET', 'sessions'],
        ['GET', 'statistics/summary'],
      ] as const) {
        const answer = await stage.server.call(method, `/api/v2/${path}`);
        expect(answer).toMatchObject({ status: 401, body: { statusCode: 401, error: 'Unauthorized' } });
        expect(answer.headers.get('www-authenticate')).toContain('Bearer');
      }
    });

    it('has stored no session', async () => {
      expect(await list('usernames=careless')).toEqual([]);
    });
  });
};
