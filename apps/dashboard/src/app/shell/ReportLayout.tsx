import { Outlet, useMatch } from '@tanstack/react-router';
import { useMe } from '../../features/auth/api/auth.js';
import { useFirstSigns } from '../../features/onboarding/api/first-signs.js';
import { WelcomePage } from '../../features/onboarding/components/OnboardingPages.js';
import { useGuide } from '../../features/onboarding/use-guide.js';
import { SESSION_FILTER_NAMES } from '../../features/sessions/sessions-search.js';
import { FilterBar } from '../../shared/filters/components/FilterBar.js';
import { QueryView } from '../../shared/ui/states.js';
import { PagePending } from './fallbacks.js';

/**
 * The frame of the overview and the session list. While no session is recorded, shows the welcome page instead. When
 * the first session comes, the welcome page stays until the user leaves it.
 */
export const ReportLayout = () => {
  const me = useMe();
  const firstSigns = useFirstSigns();
  const overview = useMatch({ from: '/shell/report/', shouldThrow: false });
  const [guideOpen, leaveGuide] = useGuide(firstSigns.data);
  if (firstSigns.isPending) return <PagePending />;
  if (guideOpen) {
    return (
      <QueryView query={firstSigns}>
        {(signs) => <WelcomePage canCreateKeys={me.role === 'admin'} signs={signs} onLeave={leaveGuide} />}
      </QueryView>
    );
  }
  return (
    <>
      <FilterBar compares={overview !== undefined} ownFilters={overview ? [] : SESSION_FILTER_NAMES} />
      <Outlet />
    </>
  );
};
