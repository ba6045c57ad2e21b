import { useFilters } from '../../../shared/filters/use-filters.js';
import { AllViewsPage } from './AllViewsPage.js';
import { OneViewPage } from './OneViewPage.js';

/** The page of all views; with a view filter, the page of that view. */
export const ViewsPage = () => {
  const [{ view }] = useFilters();
  return view === undefined ? <AllViewsPage /> : <OneViewPage key={view} view={view} />;
};
