import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AnnotationAnswer,
  type AnnotationsAnswer,
  type AuditAnswer,
  MAX_ANNOTATION_LENGTH,
} from '@dwell/shared';
import { type CallAs, namedCallers } from '../testing/named-callers.js';
import { START_OF_TEST, TestServer } from '../testing/test-server.js';

const NOW = START_OF_TEST / 1000;

describe('Annotations', () => {
  let server: TestServer;
  let admin: string;
  let as: CallAs;
  beforeAll(async () => {
    server = await TestServer.start();
    ({ admin, as } = await namedCallers(server, 'annotations', ['ann', 'ben']));
  });
  afterAll(() => server.close());

  const write = async (at: number, text: string, author = 'ann'): Promise<AnnotationAnswer> => {
    const { status, body } = await as<AnnotationAnswer>(author, 'POST', '', { at, text });
    expect(status).toBe(201);
    return body;
  };
  const list = async (query: string): Promise<AnnotationsAnswer> => {
    const { status, body } = await as<AnnotationsAnswer>('ben', 'GET', query);
    expect(status).toBe(200);
    return body;
  };
  const textsOf = ({ annotations }: AnnotationsAnswer): string[] => annotations.map(({ text }) => text);

  it('are listed also to users who did not write them, the latest times first, in a window and page by page', async () => {
    const release = await write(NOW - 0.5, 'Release');
    await write(NOW - 3_600, 'Outage');
    await write(NOW + 86_400, 'Move');
    expect(release).toEqual({
      id: release.id,
      at: NOW - 0.5,
      text: 'Release',
      author: 'ann',
      created_at: NOW,
    });
    const all = await list('');
    expect(all).toMatchObject({ description: 'Annotations', annotations: [{}, release, {}] });
    expect(textsOf(all)).toEqual(['Move', 'Release', 'Outage']);
    expect(textsOf(await list(`?from=${NOW - 3_600}&to=${NOW - 0.5}`))).toEqual(['Outage']);

    const first = await list('?limit=2');
    expect(textsOf(first)).toEqual(['Move', 'Release']);
    const second = await list(`?limit=2&cursor=${first.next_cursor ?? ''}`);
    expect([textsOf(second), second.next_cursor]).toEqual([['Outage'], undefined]);
  });

  it('are changed by their author alone, and removed by the author and by admins', async () => {
    const { id } = await write(NOW, 'first');
    const change = { at: NOW + 60, text: 'second' };
    for (const other of ['ben', 'admin']) {
      expect((await as(other, 'PATCH', `/${id}`, change)).status).toBe(403);
    }
    expect(await as('ann', 'PATCH', `/${id}`, change)).toMatchObject({ status: 200, body: change });
    expect(await as('ann', 'PATCH', `/${id}`, {})).toMatchObject({ status: 200, body: change });
    expect((await as('ann', 'PATCH', '/none', change)).status).toBe(404);
    expect((await as('ben', 'DELETE', `/${id}`)).status).toBe(403);
    expect((await as('admin', 'DELETE', `/${id}`)).status).toBe(204);
    expect((await as('ann', 'DELETE', `/${id}`)).status).toBe(404);
    const own = await write(NOW, 'third');
    expect((await as('ann', 'DELETE', `/${own.id}`)).status).toBe(204);
  });

  it.each<[string, object]>([
    ['text', { text: '' }],
    ['text', { text: 't'.repeat(MAX_ANNOTATION_LENGTH + 1) }],
    ['text', { text: 'a\0b' }],
    ['at', { at: START_OF_TEST }],
    ['at', { at: -1 }],
    ['at', { at: '1772442000' }],
    ['author', { author: 'ben' }],
  ])('are refused with an error about the field %s: %j', async (field, body) => {
    const answer = await as<{ errors: { field: string }[] }>('ann', 'POST', '', {
      at: NOW,
      text: 'x',
      ...body,
    });
    expect([answer.status, answer.body.errors.map((each) => each.field)]).toEqual([400, [field]]);
  });

  it('may have a text of MAX_ANNOTATION_LENGTH characters', async () => {
    expect((await write(NOW, 't'.repeat(MAX_ANNOTATION_LENGTH))).text).toHaveLength(MAX_ANNOTATION_LENGTH);
  });

  it('are not listed for a cursor that is not of this list', async () => {
    for (const cursor of ['x', Buffer.from('["a","b"]').toString('base64url')]) {
      expect((await as('ann', 'GET', `?cursor=${cursor}`)).status).toBe(400);
    }
  });

  it('always have an author: a key that is bound to no user must name one', async () => {
    const key = await server.createKey({ name: 'deploys', role: 'analyst' });
    const body = { at: NOW, text: 'Deployed' };
    expect(await server.call('POST', '/api/v2/annotations', { key, body })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'X-Dwell-User', message: 'must name the user who writes the annotation' }] },
    });
    const named = await server.call('POST', '/api/v2/annotations', { key, user: 'pipeline', body });
    expect(named).toMatchObject({ status: 201, body: { author: 'pipeline' } });
  });

  it('are in the audit log when they are written, changed and removed', async () => {
    const { id } = await write(NOW, 'logged');
    await as('ann', 'PATCH', `/${id}`, { text: 'changed' });
    await as('admin', 'DELETE', `/${id}`);
    const { body } = await server.call<AuditAnswer>('GET', '/api/v2/audit?limit=3', { cookie: admin });
    expect(body.entries.map(({ act, target, detail }) => [act, target, detail])).toEqual([
      ['remove-annotation', id, null],
      ['change-annotation', id, 'changed'],
      ['create-annotation', id, 'logged'],
    ]);
  });
});
