import { Anchor, Group } from '@mantine/core';
import { Link, Outlet, useRouter } from '@tanstack/react-router';
import { roleIncludes } from '@dwell/shared';
import { type ReactNode, useEffect } from 'react';
import { useMe } from '../../features/auth/api/auth.js';
import { isOutdated, useContact } from '../../shared/api/server-contact.js';
import { useScope } from '../../shared/filters/use-filters.js';
import { messages } from '../../shared/messages/messages.js';
import { PageTimeZone, Stale } from '../../shared/ui/stale.js';
import { EmptyState } from '../../shared/ui/states.js';
import { Logo } from '../../shared/ui/Logo.js';
import { ContactBanner } from './ContactBanner.js';
import { ColorSchemeMenu } from './ColorSchemeMenu.js';
import { LinkNotice } from './LinkNotice.js';
import { SavedViewsMenu } from './SavedViewsMenu.js';
import { useLightPrint } from './print/use-light-print.js';
import { PaletteButton } from './PaletteButton.js';
import { UserMenu } from './UserMenu.js';
import classes from './Shell.module.css';

const text = messages.shell;

/**
 * How long to wait before the code of the other pages is loaded, so that the open page comes first. In milliseconds.
 */
const PRELOAD_AFTER_MS = 2_000;

/** Functions that load the code of the dialogs and panels that a click opens inside a page. */
const CODE_ON_DEMAND = [
  () => import('../../features/auth/components/ChangePasswordDialog.js'),
  () => import('../../features/auth/components/OwnLoginsDialog.js'),
  () => import('../../features/auth/components/SecondFactorDialog.js'),
  () => import('../../features/saved-views/components/SaveViewDialog.js'),
  () => import('../../features/saved-views/components/ManageViewsDialog.js'),
  () => import('./SavedViewItems.js'),
  () => import('../../features/palette/components/CommandPalette.js'),
  () => import('../../shared/filters/components/WindowPanel.js'),
  () => import('../../shared/statistics/components/AnnotationDialog.js'),
];

/** Loads the code of everything that a click opens, so that it opens even when the server has stopped meanwhile. */
const usePreloadedCode = (): void => {
  const router = useRouter();
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const route of Object.values(router.routesById)) void router.loadRouteChunk(route);
      // Code that can't be loaded now is loaded when it is needed.
      for (const load of CODE_ON_DEMAND) load().catch(() => undefined);
    }, PRELOAD_AFTER_MS);
    return () => clearTimeout(timer);
  }, [router]);
};

interface PageLinkProps {
  to: '/' | '/live' | '/views' | '/people' | '/sessions' | '/settings';
  children: ReactNode;
}

/**
 * A link to a page, which is marked on this page and on the pages below it. The link to the overview is marked on the
 * overview only, because the paths of all pages begin with the overview's path.
 */
const PageLink = ({ to, children }: PageLinkProps) => (
  <Link to={to} className={classes.link} activeOptions={{ exact: to === '/', includeSearch: false }}>
    {children}
  </Link>
);

/** The frame of every page that needs a login, except the page for the first password. */
export const Shell = () => {
  const me = useMe();
  const { tz } = useScope();
  usePreloadedCode();
  useLightPrint();
  const stale = isOutdated(useContact());
  return (
    <PageTimeZone value={tz}>
      <Anchor href="#content" className={classes.skip}>
        {text.skip}
      </Anchor>
      <header className={classes.header}>
        <div className={classes.bar}>
          <Link to="/" className={classes.brand} aria-label={messages.product}>
            <Logo size={24} />
            <span className={classes.name}>{messages.product}</span>
          </Link>
          <nav aria-label={text.nav} className={classes.nav}>
            <PageLink to="/">{text.overview}</PageLink>
            <PageLink to="/live">{text.live}</PageLink>
            <PageLink to="/views">{text.views}</PageLink>
            <PageLink to="/people">{text.people}</PageLink>
            <PageLink to="/sessions">{text.sessions}</PageLink>
            {me.role === 'admin' && <PageLink to="/settings">{text.settings}</PageLink>}
          </nav>
          <Group gap={4} wrap="nowrap">
            {roleIncludes(me.role, 'analyst') && <SavedViewsMenu me={me} />}
            {roleIncludes(me.role, 'analyst') && <PaletteButton role={me.role} />}
            <ColorSchemeMenu />
            <UserMenu me={me} />
          </Group>
        </div>
      </header>
      <ContactBanner />
      <main id="content" tabIndex={-1} className={classes.content}>
        <LinkNotice />
        <Stale stale={stale}>
          {roleIncludes(me.role, 'analyst') ? (
            <Outlet />
          ) : (
            <EmptyState title={text.noReading} hint={text.noReadingHint} isPage />
          )}
        </Stale>
      </main>
    </PageTimeZone>
  );
};
