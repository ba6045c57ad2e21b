import type { UnusedTab, UnusedView } from '@dwell/shared';
import type { ReactNode } from 'react';
import { DataTable } from '../../../shared/ui/DataTable.js';
import { EmptyState } from '../../../shared/ui/states.js';
import type { Columns } from '../../../shared/ui/table-features.js';
import { TablePanel } from './TablePanel.js';

interface FindingsPanelProps<Finding extends UnusedView> {
  title: string;
  controls?: ReactNode;
  findings: Finding[];
  columns: Columns<Finding>;
  /** Shown in place of a table without rows. */
  none: string;
}

/** One list of the report about unused views and tabs. */
export const FindingsPanel = <Finding extends UnusedView & Partial<UnusedTab>>({
  title,
  controls,
  findings,
  columns,
  none,
}: FindingsPanelProps<Finding>) => {
  const rowId = ({ view, tab }: Finding): string => JSON.stringify([view, tab]);
  return (
    <TablePanel title={title} controls={controls}>
      {findings.length === 0 ? (
        <EmptyState title={none} />
      ) : (
        <DataTable caption={title} columns={columns} rows={findings} rowId={rowId} />
      )}
    </TablePanel>
  );
};
