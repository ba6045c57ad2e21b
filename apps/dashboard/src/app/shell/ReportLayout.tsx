import { Outlet, useMatches } from '@tanstack/react-router';
import { useMe } from '../../features/auth/api/auth.js';
import { useFirstSigns } from '../../features/onboarding/api/first-signs.js';
import { WelcomePage } from '../../features/onboarding/components/OnboardingPages.js';
import { useGuide } from '../../features/onboarding/use-guide.js';
import { ExistingGroups } from '../../shared/filters/components/ExistingGroups.js';
import { FilterBar } from '../../shared/filters/components/FilterBar.js';
import { QueryView } from '../../shared/ui/states.js';
import { PagePending } from './fallbacks.js';
import { PrintedHeader } from './print/PrintedHeader.js';

/**
 * The frame of the pages with the filter bar. While no session is recorded, shows the welcome page instead. When
 * the first session comes, the welcome page stays until the user leaves it.
 */
export const ReportLayout = () => {
  const me = useMe();
  const firstSigns = useFirstSigns();
  const {
    compares = false,
    besides = false,
    isNow = false,
    ownFilters = [],
  } = useMatches({
    select: (matches) => matches.at(-1)?.staticData ?? {},
  });
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
      <PrintedHeader hasWindow={!isNow} />
      <FilterBar compares={compares} besides={besides} hasWindow={!isNow} ownFilters={ownFilters} />
      <ExistingGroups>
        <Outlet />
      </ExistingGroups>
    </>
  );
};
