import type { MeAnswer } from '@dwell/shared';
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import { meQuery } from '../features/auth/api/auth.js';
import { LoginPage } from '../features/auth/components/LoginPage.js';
import { type LoginSearch, readLoginSearch } from '../features/auth/login-search.js';
import { PEOPLE_FILTER_NAMES } from '../features/people/people-search.js';
import { LIVE_FILTER_NAMES } from '../features/live/live-search.js';
import { readGroupsSearch } from '../features/settings/groups-search.js';
import { SESSION_FILTER_NAMES } from '../features/sessions/sessions-search.js';
import { VIEWS_FILTER_NAMES } from '../features/views/views-search.js';
import { ApiError, isTransient } from '../shared/api/api-error.js';
import { BESIDE_NAMES } from '../shared/filters/beside.js';
import { parseSearch, stringifySearch } from '../shared/filters/search-params.js';
import { type LeftOut, leftOutOf } from './left-out.js';
import { PAGE_SEARCH_NAMES, type PageSearch, readPageSearch } from './page-search.js';
import { NotFound, PageError, PagePending } from './shell/fallbacks.js';
import { Shell } from './shell/Shell.js';

interface RouterContext {
  queryClient: QueryClient;
  /** The values of the opened URL that the dashboard can't use, and leaves out. */
  leftOut: readonly LeftOut[];
}

/** Returns the search parameters with which the login page leads back to `href`, the page that was asked for. */
const targetOf = (href: string): LoginSearch => (href === '/' ? {} : { to: href });

const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
});

/** Every address that no other route has. Reads the filters, so that the link to the overview keeps them. */
const notFoundRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '$',
  validateSearch: readPageSearch,
  component: NotFound,
});

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: readLoginSearch,
  component: LoginPage,
});

/**
 * The page for users whose password somebody else has given them. It is outside the shell, which they may not use yet.
 */
const firstPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/first-password',
  validateSearch: readLoginSearch,
  beforeLoad: async ({ context }) => {
    const me = await context.queryClient.query(meQuery).catch(() => undefined);
    if (!me?.must_change_password) throw redirect({ to: '/', replace: true });
  },
  component: lazyRouteComponent(
    () => import('../features/auth/components/FirstPasswordPage.js'),
    'FirstPasswordPage',
  ),
});

/**
 * Parent of every page that needs a login, except the page for the first password. The URL of each of these pages has
 * the filters of all of them, so that links from page to page keep every filter, also after a reload.
 */
const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  validateSearch: readPageSearch,
  search: { middlewares: [retainSearchParams<PageSearch>(PAGE_SEARCH_NAMES)] },
  beforeLoad: async ({ context, location }) => {
    let me: MeAnswer | undefined;
    try {
      me = await context.queryClient.query(meQuery);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        throw redirect({
          to: '/login',
          search: targetOf(location.href),
          replace: true,
        });
      }
      // No answer, or a 5xx, does not mean that the user is logged out. If the page knows the user from an earlier
      // answer, it opens, and says that the server does not answer. Otherwise the error page opens.
      me = context.queryClient.getQueryData(meQuery.queryKey);
      if (!me || !isTransient(error)) throw error;
    }
    if (me.must_change_password) {
      throw redirect({ to: '/first-password', search: targetOf(location.href), replace: true });
    }
    return { me };
  },
  component: Shell,
});

/** Parent of the pages with the filter bar. */
const reportRoute = createRoute({
  getParentRoute: () => shellRoute,
  id: 'report',
  component: lazyRouteComponent(() => import('./shell/ReportLayout.js'), 'ReportLayout'),
});

const overviewRoute = createRoute({
  getParentRoute: () => reportRoute,
  path: '/',
  staticData: { compares: true, besides: true, ownFilters: BESIDE_NAMES },
  component: lazyRouteComponent(
    () => import('../features/overview/components/OverviewPage.js'),
    'OverviewPage',
  ),
});

const liveRoute = createRoute({
  getParentRoute: () => reportRoute,
  path: '/live',
  staticData: { isNow: true, ownFilters: LIVE_FILTER_NAMES },
  component: lazyRouteComponent(() => import('../features/live/components/LivePage.js'), 'LivePage'),
});

const viewsRoute = createRoute({
  getParentRoute: () => reportRoute,
  path: '/views',
  staticData: { compares: true, ownFilters: VIEWS_FILTER_NAMES },
  component: lazyRouteComponent(() => import('../features/views/components/ViewsPage.js'), 'ViewsPage'),
});

const peopleRoute = createRoute({
  getParentRoute: () => reportRoute,
  path: '/people',
  staticData: { compares: true, ownFilters: PEOPLE_FILTER_NAMES },
  component: lazyRouteComponent(() => import('../features/people/components/PeoplePage.js'), 'PeoplePage'),
});

const sessionsRoute = createRoute({
  getParentRoute: () => reportRoute,
  path: '/sessions',
  staticData: { ownFilters: SESSION_FILTER_NAMES },
  component: lazyRouteComponent(
    () => import('../features/sessions/components/SessionsPage.js'),
    'SessionsPage',
  ),
});

const sessionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sessions/$sessionId',
  component: lazyRouteComponent(
    () => import('../features/sessions/components/SessionPage.js'),
    'SessionPage',
  ),
});

const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings',
  beforeLoad: ({ context: { me } }) => {
    if (me.role !== 'admin') throw redirect({ to: '/', replace: true });
  },
  component: lazyRouteComponent(
    () => import('../features/settings/components/SettingsLayout.js'),
    'SettingsLayout',
  ),
});

const settingsIndexRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/users', replace: true });
  },
});

const usersRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/users',
  component: lazyRouteComponent(() => import('../features/settings/components/UsersPage.js'), 'UsersPage'),
});

const apiKeysRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/api-keys',
  component: lazyRouteComponent(
    () => import('../features/settings/components/ApiKeysPage.js'),
    'ApiKeysPage',
  ),
});

const groupsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/groups',
  validateSearch: readGroupsSearch,
  component: lazyRouteComponent(
    () => import('../features/settings/components/groups/GroupsPage.js'),
    'GroupsPage',
  ),
});

const auditRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/audit',
  component: lazyRouteComponent(() => import('../features/settings/components/AuditPage.js'), 'AuditPage'),
});

const snippetRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/snippet',
  component: lazyRouteComponent(
    () => import('../features/onboarding/components/OnboardingPages.js'),
    'SnippetPage',
  ),
});

const routeTree = rootRoute.addChildren([
  notFoundRoute,
  loginRoute,
  firstPasswordRoute,
  shellRoute.addChildren([
    reportRoute.addChildren([overviewRoute, liveRoute, viewsRoute, peopleRoute, sessionsRoute]),
    sessionRoute,
    settingsRoute.addChildren([
      settingsIndexRoute,
      usersRoute,
      groupsRoute,
      apiKeysRoute,
      auditRoute,
      snippetRoute,
    ]),
  ]),
]);

/** @param search the query of the opened URL. */
export const createAppRouter = (queryClient: QueryClient, search = '') =>
  createRouter({
    routeTree,
    // Computed now, because the router removes these values from the URL before it shows a page.
    context: { queryClient, leftOut: leftOutOf(parseSearch(search)) },
    parseSearch,
    stringifySearch,
    // Removes from the URL what a page's validateSearch does not return. Without it, such parameters would pass
    // unchecked.
    search: { strict: true },
    defaultPreload: 'intent',
    defaultPendingComponent: PagePending,
    defaultErrorComponent: PageError,
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }

  /** What a page tells the filter bar about itself. */
  interface StaticDataRouteOption {
    /** Whether the page compares its window with an earlier one. */
    compares?: boolean;
    /** Whether the page can show a second set of people beside those of the filters. */
    besides?: boolean;
    /** Whether the page shows this moment, and so needs no window. */
    isNow?: boolean;
    /** The search parameters of the filters that only this page has. */
    ownFilters?: readonly string[];
  }
}
