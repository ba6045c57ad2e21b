import { foldName, type MeAnswer, roleIncludes } from '@dwell/shared';
import type { LinkProps } from '@tanstack/react-router';
import { messages } from '../../shared/messages/messages.js';

const text = messages.palette;

/** A page of the dashboard, and the name by which the palette lists it. */
interface Page {
  readonly name: string;
  readonly to: NonNullable<LinkProps['to']>;
}

const { overview, live, views, people, sessions } = messages.shell;

const PAGES: readonly Page[] = [
  { name: overview, to: '/' },
  { name: live, to: '/live' },
  { name: views, to: '/views' },
  { name: people, to: '/people' },
  { name: sessions, to: '/sessions' },
];

const { settings } = messages;

const ADMIN_PAGES: readonly Page[] = [
  { name: settings.users, to: '/settings/users' },
  { name: settings.groups, to: '/settings/groups' },
  { name: settings.apiKeys, to: '/settings/api-keys' },
  { name: settings.audit, to: '/settings/audit' },
  { name: settings.snippet, to: '/settings/snippet' },
].map((page) => ({ ...page, name: text.inSettings(page.name) }) as Page);

/** Returns the pages that a user of this role may open, and whose names have the typed text. */
export const pagesWith = (typed: string, role: MeAnswer['role']): Page[] => {
  const pages = roleIncludes(role, 'admin') ? [...PAGES, ...ADMIN_PAGES] : PAGES;
  return matching(pages, ({ name }) => name, typed);
};

/**
 * Returns the items whose names contain the typed text, in any case and with or without accents. Names that begin with
 * the text come first; both parts keep their order.
 */
export const matching = <Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  typed: string,
): Item[] => {
  const wanted = foldName(typed.trim());
  const found = items.filter((item) => foldName(nameOf(item)).includes(wanted));
  const begins = (item: Item): boolean => foldName(nameOf(item)).startsWith(wanted);
  return [...found.filter(begins), ...found.filter((item) => !begins(item))];
};
