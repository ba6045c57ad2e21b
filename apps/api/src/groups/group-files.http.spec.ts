import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AuditAnswer, type ErrorAnswer, MAX_GROUPS } from '@dwell/shared';
import fc from 'fast-check';
import Papa from 'papaparse';
import { csvWriter } from '../http/formats/row-writers.js';
import { legalString, ODD_STRINGS } from '../store/testing/legal-strings.js';
import { TestServer } from '../testing/test-server.js';
import { GROUP_COLUMNS, type GroupRow, readGroupFile } from './group-files.js';

const FORMULAS = [
  '=1+1',
  '+1',
  '-1',
  '@x',
  '\tx',
  "'=1",
  "''=1",
  "'",
  '"',
  'a"b',
  'a,b',
  'a;b',
  'a\r\nb',
  '\r',
  ' a ',
];

const name = () => fc.oneof(legalString(), fc.constantFrom(...FORMULAS));
const groupName = () => name().filter((text) => text !== '.' && text !== '..');

describe('A file of groups', () => {
  it('gives back every group and member when it is read, whatever their names are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(groupName(), fc.uniqueArray(name(), { maxLength: 5 }), {
          maxKeys: 5,
          noNullPrototype: false,
        }),
        fc.boolean(),
        async (groups, bom) => {
          const rows = Object.entries(groups).flatMap(([group, usernames]): GroupRow[] =>
            usernames.length === 0
              ? [{ group, username: null }]
              : usernames.map((username) => ({ group, username })),
          );
          const { head, write } = csvWriter(GROUP_COLUMNS, { bom });
          const read = await readGroupFile(head + write(rows));
          expect(read).toEqual(Object.entries(groups).map(([name, usernames]) => ({ name, usernames })));
        },
      ),
      { examples: [[{ odd: [...ODD_STRINGS, ...FORMULAS] }, true]] },
    );
  });

  it.each([
    [
      'semicolons between the cells, as spreadsheets write where numbers have a comma',
      'group;username\na;b\n',
    ],
    ['the columns in the other order', 'username,group\nb,a\n'],
    ['line ends of CR LF, of LF and of CR, and empty lines', 'group,username\r\n\na,b\r\r\n'],
    ['quotes around every cell, and no line end at the end', '"group","username"\n"a","b"'],
    ['a line twice', 'group,username\na,b\na,b'],
  ])('may have %s', async (_, csv) => {
    expect(await readGroupFile(csv)).toEqual([{ name: 'a', usernames: ['b'] }]);
  });

  it.each([
    ['', [['body', 'in line 1 must be a header with the columns group and username']]],
    ['a,b\nc,d', [['body', 'in line 1 must be a header with the columns group and username']]],
    [
      'group,username,role\na,b,c',
      [['body', 'in line 1 must be a header with the columns group and username']],
    ],
    ['group,username\na\n', [['body', 'in line 2 must have 2 cells, not 1']]],
    ['group,username\na,b,c\n', [['body', 'in line 2 must have 2 cells, not 3']]],
    [
      'group,username\n"a\nb",c\n,d\n..,e',
      [
        ['group', expect.stringMatching(/^in line 4 must be a string of 1 to 512/)],
        ['group', expect.stringMatching(/^in line 5 must be .*, and not "\." or "\.\."$/)],
      ],
    ],
    [
      `group,username\na,${'b'.repeat(513)}`,
      [['username', expect.stringMatching(/^in line 2 must be a string/)]],
    ],
    [
      'group,username\na,b\na,',
      [['username', 'in line 3 is empty, but the group has members in other lines']],
    ],
    ['group,username\n\na,b\nc,"d', [['body', 'in line 4 has a quote that is not closed']]],
    ['group,username\na,b"c', [['body', 'in line 2 has a quote in a wrong place']]],
  ])('is refused with the line and the column of each problem: %j', async (csv, errors) => {
    await expect(readGroupFile(csv)).rejects.toMatchObject({
      status: 400,
      errors: errors.map(([field, message]) => ({ field, message })),
    });
  });

  it('is refused with an error that lists at most 20 of its problems', async () => {
    const error: unknown = await readGroupFile(`group,username\n${',x\n'.repeat(500)}`).catch(
      (thrown: unknown) => thrown,
    );
    expect((error as ErrorAnswer).errors).toHaveLength(20);
  });
});

describe('Groups by CSV', () => {
  let server: TestServer;
  let cookie: string;
  beforeAll(async () => {
    server = await TestServer.start();
    cookie = await server.logIn();
  });
  afterAll(() => server.close());

  const send = (csv: string | Uint8Array<ArrayBuffer>, query = '', type = 'text/csv') =>
    server.call<ErrorAnswer>('POST', `/api/v2/groups/import${query}`, {
      cookie,
      raw: csv,
      headers: { 'content-type': type },
    });
  const exported = (query = '') => server.call('GET', `/api/v2/groups/export${query}`, { cookie });

  it('are imported by adding members or by replacing them, and exported with all members', async () => {
    expect(await send('group,username\nsales,ann\nsales,ben\n=1+1,-x\nnobody,\n')).toMatchObject({
      status: 200,
      body: { created: 3, added: 3, removed: 0 },
    });
    await server.running.database.groups.recordTokenGroups(
      [{ username: 'tim', groups: ['sales', 'sso'], issuedAt: 1 }],
      1,
    );
    expect((await send('group,username\nsales,cleo\n')).body).toEqual({ created: 0, added: 1, removed: 0 });
    expect((await send('group,username\nsales,cleo\n', '?mode=replace')).body).toEqual({
      created: 0,
      added: 0,
      removed: 2,
    });
    const { status, headers, text } = await exported();
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="dwell-groups_.*\.csv"$/);
    // A parser that shares no code with ours.
    expect(Papa.parse(text.trim()).data).toEqual([
      ['group', 'username'],
      ["'=1+1", "'-x"],
      ['nobody', ''],
      ['sales', 'cleo'],
      ['sales', 'tim'],
      ['sso', 'tim'],
    ]);
    expect(await send(text, '?mode=replace')).toMatchObject({ body: { created: 0, added: 2, removed: 0 } });
    expect((await exported()).text).toBe(text);
    // The byte order mark is missing here, because fetch removes it.
    expect((await exported('?source=token&bom=true')).text).toBe(
      "group,username\r\n'=1+1,\r\nnobody,\r\nsales,tim\r\nsso,tim\r\n",
    );
  });

  it('are not changed by a file in which one line is wrong', async () => {
    const { text } = await exported();
    expect(await send('group,username\nsales,zoe\nnew,zoe\n,zoe\n', '?mode=replace')).toMatchObject({
      status: 400,
      body: {
        message: expect.stringMatching(/^group in line 4 must be/),
        errors: [{ field: 'group', message: expect.stringMatching(/^in line 4 must be/) }],
      },
    });
    expect((await exported()).text).toBe(text);
  });

  it('are refused if there would be more than MAX_GROUPS', async () => {
    const lines = Array.from({ length: MAX_GROUPS }, (_, n) => `g${n},`);
    expect(await send(['group,username', ...lines].join('\n'))).toMatchObject({
      status: 409,
      body: { message: 'There can be at most 1,000 groups' },
    });
  });

  it.each<[string, number, () => ReturnType<typeof send>]>([
    ['JSON', 415, () => send('{"group":"a"}', '', 'application/json')],
    ['no body', 415, () => server.call<ErrorAnswer>('POST', '/api/v2/groups/import', { cookie })],
    [
      'a name that is not UTF-8',
      400,
      () => send(new Uint8Array([...Buffer.from('group,username\na,b'), 0xff])),
    ],
    ['a charset other than UTF-8', 415, () => send('group,username', '', 'text/csv; charset=utf-16')],
    ['more than 1 MB', 413, () => send(`group,username\n${'a,b\n'.repeat(300_000)}`)],
    ['an unknown mode', 400, () => send('group,username\n', '?mode=merge')],
  ])('are not imported from %s: the answer is %i', async (_, status, request) => {
    expect((await request()).status).toBe(status);
  });

  it('are read from CSV only by the import: the call that creates one group answers 415', async () => {
    const headers = { 'content-type': 'text/csv' };
    expect((await server.call('POST', '/api/v2/groups', { cookie, raw: 'name\na', headers })).status).toBe(
      415,
    );
  });

  it('are in the audit log with what the import did', async () => {
    const { body } = await server.call<AuditAnswer>('GET', '/api/v2/audit?act=import-groups&limit=500', {
      cookie,
    });
    const oldest = body.entries.at(-1);
    expect([oldest?.detail, oldest?.outcome]).toEqual(['3 created, 3 added, 0 removed', 'done']);
    expect(body.entries.some(({ outcome }) => outcome === 'refused')).toBe(true);
  });
});
