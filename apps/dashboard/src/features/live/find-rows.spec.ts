import { describe, expect, it } from '@jest/globals';
import { findRows } from './find-rows.js';
import type { LiveGroup } from './live-groups.js';

const row = (username: string, tab: string | null = null) => ({
  key: username,
  sessionId: username,
  username,
  tab,
  visible: true,
  since: 0,
});

const GROUPS: LiveGroup[] = [
  { view: '/orders', rows: [row('Zoë', 'open'), row('bob')] },
  { view: '/stock', rows: [row('zoe'), row('orla')] },
  { view: undefined, rows: [row('eve')] },
];

const found = (text: string | undefined) =>
  findRows(GROUPS, text).map(({ view, rows }) => [view, rows.map(({ username }) => username)]);

describe('a search on the live page', () => {
  it('finds all sessions on a view with the text in its name', () => {
    expect(found('ORDERS')).toEqual([['/orders', ['Zoë', 'bob']]]);
  });

  it('finds people and tabs on other views, in any case and with or without accents', () => {
    expect(found('zoe')).toEqual([
      ['/orders', ['Zoë']],
      ['/stock', ['zoe']],
    ]);
    expect(found('open')).toEqual([['/orders', ['Zoë']]]);
    expect(found('or')).toEqual([
      ['/orders', ['Zoë', 'bob']],
      ['/stock', ['orla']],
    ]);
  });

  it('finds everything without a text, and nothing with a text that no name has', () => {
    expect(found(undefined)).toHaveLength(3);
    expect(found('none of them')).toEqual([]);
  });
});
