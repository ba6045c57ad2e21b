import { Title } from '@mantine/core';
import { Link, Outlet } from '@tanstack/react-router';
import { messages } from '../../../shared/messages/messages.js';
import classes from './settings.module.css';

const text = messages.settings;

/** The frame of the settings: links to their pages, and the open page below. */
export const SettingsLayout = () => (
  <>
    <Title order={1} mb="sm">
      {text.title}
    </Title>
    <nav aria-label={text.pages} className={classes.nav}>
      <Link to="/settings/users" className={classes.link}>
        {text.users}
      </Link>
      <Link
        to="/settings/groups"
        search={{ group: undefined }}
        activeOptions={{ includeSearch: false }}
        className={classes.link}
      >
        {text.groups}
      </Link>
      <Link to="/settings/api-keys" className={classes.link}>
        {text.apiKeys}
      </Link>
      <Link to="/settings/audit" className={classes.link}>
        {text.audit}
      </Link>
      <Link to="/settings/snippet" className={classes.link}>
        {text.snippet}
      </Link>
      {/* A file that the build writes, not a page of the dashboard. */}
      <a href="/notices.txt" className={classes.link}>
        {text.licences}
      </a>
    </nav>
    <Outlet />
  </>
);
