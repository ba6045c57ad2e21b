import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ViewsSearch } from './views-search.js';

/** Returns the search parameters that only the page of all views has, and a function that changes some of them. */
export const useViewsSearch = (): [ViewsSearch, (change: ViewsSearch) => void] => {
  const search: ViewsSearch = useSearch({ from: '/shell/report/views' });
  const navigate = useNavigate();
  const change = (changed: ViewsSearch): void => {
    void navigate({ to: '.', search: (before) => ({ ...before, ...changed }) });
  };
  return [search, change];
};
