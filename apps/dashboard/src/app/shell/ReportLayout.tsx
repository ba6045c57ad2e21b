import { Outlet, useMatch } from '@tanstack/react-router';
import { useMe } from '../../features/auth/api/auth.js';
import { useAnySession } from '../../features/onboarding/api/any-session.js';
import { WelcomePage } from '../../features/onboarding/components/OnboardingPages.js';
import { FilterBar } from '../../shared/filters/components/FilterBar.js';
import { PagePending } from './fallbacks.js';

/** The frame of the overview and the session list. Shows the welcome page until the first session is recorded. */
export const ReportLayout = () => {
  const me = useMe();
  const anySession = useAnySession();
  const overview = useMatch({ from: '/shell/report/', shouldThrow: false });
  if (anySession.isPending) return <PagePending />;
  if (anySession.data === false) return <WelcomePage canCreateKeys={me.role === 'admin'} />;
  return (
    <>
      <FilterBar compares={overview !== undefined} />
      <Outlet />
    </>
  );
};
