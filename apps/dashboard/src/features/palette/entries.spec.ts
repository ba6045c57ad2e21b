import { describe, expect, it } from '@jest/globals';
import { matching, pagesWith } from './entries.js';

describe('the places of the command palette', () => {
  const same = (name: string): string => name;

  it('have the typed text in their names, in any case and with or without accents', () => {
    expect(matching(['/Élan', '/plan', '/orders'], same, 'LAN')).toEqual(['/Élan', '/plan']);
    expect(matching(['/Élan', '/plan'], same, 'é')).toEqual(['/Élan']);
  });

  it('are listed with those first that begin with the typed text, both parts in their order', () => {
    expect(matching(['reorder', 'orders', 'border', 'order'], same, 'order')).toEqual([
      'orders',
      'order',
      'reorder',
      'border',
    ]);
  });

  it('are all listed while nothing is typed', () => {
    expect(matching(['b', 'a'], same, ' ')).toEqual(['b', 'a']);
  });

  it('include the settings only for admins', () => {
    const names = (role: 'analyst' | 'admin') => pagesWith('', role).map(({ to }) => to);
    expect(names('analyst')).toEqual(['/', '/live', '/views', '/people', '/sessions']);
    expect(names('admin')).toEqual([...names('analyst'), ...names('admin').slice(5)]);
    expect(names('admin').slice(5)).toContain('/settings/users');
  });
});
