import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ViewsSearch } from './views-search.js';

/** Returns what only the page of all views has in the URL, and a function that changes some of it. */
export const useViewsSearch = (): [ViewsSearch, (change: ViewsSearch) => void] => {
  const search: ViewsSearch = useSearch({ from: '/shell/report/views' });
  const navigate = useNavigate();
  const change = (changed: ViewsSearch): void => {
    void navigate({ to: '.', search: (before) => ({ ...before, ...changed }) });
  };
  return [search, change];
};
