import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import type { AuditAnswer, GroupMembersAnswer, GroupsAnswer } from '@dwell/shared';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { session } from '../support/history.js';
import { eventually, searchOf } from '../support/screen.js';
import { useStage } from '../support/stage.js';

/** Names that spreadsheets, HTML or URLs would change if they were not escaped. */
const ODD_NAMES = [
  '=1+1',
  '@sum',
  'a "quoted", name',
  'a/../b?c#d',
  '📺 wall',
  '<b>bold</b>',
  'עברית',
  '007',
];

const people = () =>
  ['ann', 'bob', 'Zoë Müller'].flatMap((name) =>
    session(name, Date.now() - 3_600_000, [[1, 'visible', ['/orders']]]),
  );

describeInBrowser('the settings of groups', () => {
  const stage = useStage(people);

  const membersOf = async (group: string): Promise<string[]> => {
    const path = `groups/${encodeURIComponent(group)}/members`;
    const { members } = await stage().server.get<GroupMembersAnswer>(path, { limit: 1000 });
    return members.map(({ username }) => username);
  };

  const groupNames = async (): Promise<string[]> => {
    const { groups } = await stage().server.get<GroupsAnswer>('groups', { limit: 1000 });
    return groups.map(({ name }) => name);
  };

  const create = async (page: Page, name: string): Promise<void> => {
    await page.getByRole('button', { name: 'Create group' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill(name);
    await page.keyboard.press('Enter');
  };

  const openImport = async (page: Page, csv: string | Buffer): Promise<void> => {
    await page.getByRole('button', { name: 'Import CSV' }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('dialog').getByRole('button', { name: 'File' }).click();
    const file = { name: 'groups.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
    await (await chooser).setFiles(file);
  };

  const importFile = (page: Page): Promise<void> =>
    page.getByRole('dialog').getByRole('button', { name: 'Import groups' }).click();

  const expectNotice = (page: Page, text: string): Promise<void> => page.getByText(text).waitFor();

  it('create a group, add members by keyboard, also one who was not seen yet, and remove one', async () => {
    const page = await stage().openPage('/settings/groups');
    await page.getByText('There are no groups yet').waitFor();
    await create(page, 'sales');
    await page.getByText('This group has no members').waitFor();
    expect(searchOf(page)).toEqual({ group: 'sales' });

    const field = page.getByRole('combobox', { name: 'Search for people to add' });
    await field.fill('mull');
    await page.getByRole('option', { name: 'Zoë Müller' }).waitFor();
    await page.keyboard.press('Enter');
    await field.fill('carl');
    await page.getByRole('option', { name: 'Add “carl”, who was not seen yet' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Add 2 members' }).press('Enter');
    await expectNotice(page, '2 members are added.');
    await page.getByRole('row', { name: /^Zoë Müller an admin/ }).waitFor();
    expect(await membersOf('sales')).toEqual(['Zoë Müller', 'carl']);

    await page.getByRole('button', { name: 'Remove carl from the group' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('row', { name: /^carl/ }).waitFor({ state: 'detached' });
    expect(await membersOf('sales')).toEqual(['Zoë Müller']);

    await page.getByRole('link', { name: 'All groups' }).click();
    const row = page.getByRole('row', { name: /^sales/ });
    await eventually(async () => expect(await row.getByRole('cell').nth(1).innerText()).toBe('1'));
  });

  it('rename and remove a group after a confirmation, and record both', async () => {
    const page = await stage().openPage('/settings/groups', {
      expected: ['400 PATCH', '409 POST', '404 GET /api/v2/groups/'],
    });
    await create(page, 'old');
    await page.getByRole('button', { name: 'Actions for old' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('New name').inputValue()).toBe('old');
    await dialog.getByLabel('New name').fill('..');
    await page.keyboard.press('Enter');
    await dialog.getByText(/^New name must be/).waitFor();
    await dialog.getByLabel('New name').fill('new & shiny');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'new & shiny' }).waitFor();
    expect(searchOf(page)).toEqual({ group: 'new & shiny' });
    await page.reload();

    await page.getByRole('link', { name: 'All groups' }).click();
    await create(page, 'new & shiny');
    await page.getByRole('dialog').getByText('There is a group of this name already').waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Actions for new & shiny' }).click();
    await page.getByRole('menuitem', { name: 'Remove group' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(await groupNames()).toContain('new & shiny');
    await page.getByRole('button', { name: 'Actions for new & shiny' }).click();
    await page.getByRole('menuitem', { name: 'Remove group' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove group' }).click();
    await page.getByRole('row', { name: /^new & shiny/ }).waitFor({ state: 'detached' });
    expect(await groupNames()).not.toContain('new & shiny');

    const answer = await page.request.get('/api/v2/audit?limit=20');
    const { entries } = (await answer.json()) as AuditAnswer;
    expect(entries.filter(({ outcome }) => outcome === 'done').slice(0, 3)).toMatchObject([
      { act: 'remove-group', target: 'new & shiny', actor: 'admin' },
      { act: 'rename-group', target: 'old', detail: 'new & shiny' },
      { act: 'create-group', target: 'old' },
    ]);
  });

  it('say that the group in an address does not exist', async () => {
    const page = await stage().openPage('/settings/groups?group=gone', {
      expected: ['404 GET /api/v2/groups/gone/members'],
    });
    await page.getByText('The group gone does not exist any more.').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'All groups' }).click();
    await page.getByRole('table', { name: 'Groups' }).waitFor();
  });

  it('import names of any kind, and export a file that gives the same groups back', async () => {
    const page = await stage().openPage('/settings/groups');
    const cell = (name: string): string => `"${name.replaceAll('"', '""')}"`;
    const lines = ODD_NAMES.flatMap((group) => ODD_NAMES.map((name) => `${cell(group)},${cell(name)}`));
    await openImport(page, `group,username\r\n${lines.join('\r\n')}\r\n`);
    await importFile(page);
    await expectNotice(page, 'Groups created: 8. Members added: 64, removed: 0.');
    for (const name of ODD_NAMES) {
      expect(new Set(await membersOf(name))).toEqual(new Set(ODD_NAMES));
      await page.getByRole('link', { name, exact: true }).waitFor();
    }
    await page.getByRole('link', { name: 'a/../b?c#d', exact: true }).click();
    await page.getByRole('heading', { name: 'a/../b?c#d' }).waitFor();
    expect(await page.getByRole('table').getByRole('link').allInnerTexts()).toEqual(
      await membersOf('a/../b?c#d'),
    );

    await page.goto('/settings/groups');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export CSV' }).click();
    const path = await (await download).path();
    const exported = await readFile(path);
    const before = Object.fromEntries(
      await Promise.all((await groupNames()).map(async (name) => [name, await membersOf(name)] as const)),
    );
    for (const name of ODD_NAMES) {
      const group = `/api/v2/groups/${encodeURIComponent(name)}`;
      expect((await page.request.delete(group)).status()).toBe(204);
    }
    await openImport(page, exported);
    await importFile(page);
    await expectNotice(page, 'Groups created: 8. Members added: 64, removed: 0.');
    for (const [name, members] of Object.entries(before)) expect(await membersOf(name)).toEqual(members);
  });

  it('let an import replace the members of the groups in the file, and of no others', async () => {
    const page = await stage().openPage('/settings/groups');
    await openImport(page, 'group;username\nnorth;ann\nnorth;bob\nsouth;ann\n');
    await importFile(page);
    await expectNotice(page, 'Groups created: 2. Members added: 3, removed: 0.');
    await openImport(page, 'username,group\nZoë Müller,north\n');
    await page.getByRole('dialog').getByLabel('Remove', { exact: true }).check();
    await importFile(page);
    await expectNotice(page, 'Groups created: 0. Members added: 1, removed: 2.');
    expect(await membersOf('north')).toEqual(['Zoë Müller']);
    expect(await membersOf('south')).toEqual(['ann']);
  });

  it('name each wrong line of a file, and change nothing', async () => {
    const page = await stage().openPage('/settings/groups', {
      expected: ['400 POST /api/v2/groups/import'],
    });
    const names = await groupNames();
    await openImport(page, 'group,username\nlast,ann\n..,ann\nother\n');
    await importFile(page);
    const problems = page.getByRole('alert').getByRole('listitem');
    await eventually(async () => {
      expect(await problems.allInnerTexts()).toEqual([
        expect.stringMatching(/^group in line 3 must be/),
        expect.stringMatching(/^body in line 4 must have 2 cells, not 1/),
      ]);
    });
    expect(await groupNames()).toEqual(names);
    await page.keyboard.press('Escape');

    await openImport(page, Buffer.from([0x67, 0x72, 0x6f, 0x75, 0x70, 0xe9]));
    await importFile(page);
    await page.getByRole('dialog').getByText('The file is not in UTF-8.').waitFor();
    await page.keyboard.press('Escape');
    await openImport(page, Buffer.alloc(1024 * 1024 + 1, 'a'));
    await importFile(page);
    await page.getByRole('dialog').getByText('The file has more than 1 MB.').waitFor();
  });
});
