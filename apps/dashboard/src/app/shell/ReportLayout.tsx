import { Outlet } from '@tanstack/react-router';
import { FilterBar } from '../../shared/filters/components/FilterBar.js';

export function ReportLayout() {
  return (
    <>
      <FilterBar />
      <Outlet />
    </>
  );
}
