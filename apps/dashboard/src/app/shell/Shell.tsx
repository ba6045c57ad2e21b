import { Anchor, Group } from '@mantine/core';
import { Link, Outlet } from '@tanstack/react-router';
import { roleIncludes } from '@dwell/shared';
import { useMe } from '../../features/auth/api/auth.js';
import { messages } from '../../shared/messages/messages.js';
import { EmptyState } from '../../shared/ui/states.js';
import { Logo } from '../../shared/ui/Logo.js';
import { ColorSchemeMenu } from './ColorSchemeMenu.js';
import { UserMenu } from './UserMenu.js';
import classes from './Shell.module.css';

const text = messages.shell;

/** The frame of every page that needs a login. */
export const Shell = () => {
  const me = useMe();
  return (
    <>
      <Anchor href="#content" className={classes.skip}>
        {text.skip}
      </Anchor>
      <header className={classes.header}>
        <div className={classes.bar}>
          <Link to="/" className={classes.brand}>
            <Logo size={24} />
            <span className={classes.name}>{messages.product}</span>
          </Link>
          <nav aria-label={text.nav} className={classes.nav}>
            <Link to="/" className={classes.link} activeOptions={{ exact: true, includeSearch: false }}>
              {text.overview}
            </Link>
            <Link to="/sessions" className={classes.link} activeOptions={{ includeSearch: false }}>
              {text.sessions}
            </Link>
            {me.role === 'admin' && (
              <Link to="/settings" className={classes.link} activeOptions={{ includeSearch: false }}>
                {text.settings}
              </Link>
            )}
          </nav>
          <Group gap={4} wrap="nowrap">
            <ColorSchemeMenu />
            <UserMenu me={me} />
          </Group>
        </div>
      </header>
      <main id="content" tabIndex={-1} className={classes.content}>
        {roleIncludes(me.role, 'analyst') ? (
          <Outlet />
        ) : (
          <EmptyState title={text.noReading} hint={text.noReadingHint} />
        )}
      </main>
    </>
  );
};
