import { Outlet } from '@tanstack/react-router';
import { useMe } from '../../features/auth/api/me.js';
import { FirstVisitPage } from '../../features/first-visit/components/FirstVisitPage.js';
import { useAnySession } from '../../shared/api/any-session.js';
import { FilterBar } from '../../shared/filters/components/FilterBar.js';
import { PagePending } from '../../shared/ui/PagePending.js';

/** The pages of figures; until there is anything to show, what to do about that. */
export const ReportLayout = () => {
  const me = useMe();
  const anySession = useAnySession();
  if (anySession.isPending) return <PagePending />;
  if (anySession.data === false) return <FirstVisitPage mayMakeKeys={me.role === 'admin'} />;
  return (
    <>
      <FilterBar />
      <Outlet />
    </>
  );
};
