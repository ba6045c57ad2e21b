import { describe, expect, it } from '@jest/globals';
import type { PageState, Path } from '@dwell/shared';
import { decodeAccounting, encodeAccounting } from './accounting-json.js';
import type { Accounting } from './tables.js';

const T0 = 1_793_613_298_200;
const HOME: Path = ['home', 'a tab'];
const USUAL: PageState = { id: 'p', at: T0, visible: true, path: HOME, since: T0 - 9, creditedPath: HOME };

const readAgain = (accounting: Accounting, lastVisiblePath: Path | readonly []): Accounting =>
  decodeAccounting({
    accounting: encodeAccounting(accounting, T0, lastVisiblePath),
    last_ping: T0,
    last_visible_path: JSON.stringify(lastVisiblePath),
  });

describe('The accounting of a session, encoded as JSON,', () => {
  it.each<[string, Partial<PageState>]>([
    ['is as the session’s other columns say', {}],
    ['sent its latest ping before the session’s last ping', { at: T0 - 1 }],
    ['is hidden', { visible: false }],
    ['is on another path', { path: ['other'], creditedPath: ['other'] }],
    ['is on the same view without a tab', { path: ['home'], creditedPath: ['home'] }],
    ['is on another path and had its credit on the last visible one', { path: ['other'] }],
    ['had its credit on another path', { creditedPath: ['other'] }],
    ['had no credit', { creditedPath: undefined }],
    ['had no credit and is on another path', { path: ['other'], creditedPath: undefined }],
    ['has a visit that goes on', { visit: { path: HOME, slot: T0 - 99, ms: 5 } }],
    ['is listed under another view', { listedView: '(other)' }],
    ['was stored by an older version, without `since`', { since: undefined }],
  ])('decodes to the same accounting if a page %s', (_, page) => {
    const accounting: Accounting = { pages: [{ ...USUAL, ...page }], covered: [{ from: T0 - 5, to: T0 }] };
    expect(readAgain(accounting, HOME)).toEqual(accounting);
    expect(readAgain(accounting, [])).toEqual(accounting);
  });

  it('decodes to the same accounting if the session has no pages', () => {
    const accounting: Accounting = {
      creditedPath: HOME,
      visit: { path: HOME, slot: T0, ms: 5 },
      shownView: 'home',
      shownSince: T0,
      pages: [],
      covered: [],
    };
    expect(readAgain(accounting, HOME)).toEqual(accounting);
  });

  it('leaves out the values that the session’s other columns have', () => {
    const stored = encodeAccounting({ pages: [USUAL], covered: [] }, T0, HOME);
    expect(JSON.parse(stored)).toEqual({ pages: [{ id: 'p', since: T0 - 9 }] });
  });
});
