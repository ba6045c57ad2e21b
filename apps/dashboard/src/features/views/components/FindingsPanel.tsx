import type { UnusedTab, UnusedView } from '@dwell/shared';
import { Button, Group } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { messages } from '../../../shared/messages/messages.js';
import { DataTable } from '../../../shared/ui/DataTable.js';
import { EmptyState } from '../../../shared/ui/states.js';
import type { Columns } from '../../../shared/ui/table-features.js';
import { TablePanel } from './TablePanel.js';

const text = messages.views;

/** How many rows are shown at first. */
const MAX_SHOWN = 50;

interface FindingsPanelProps<Finding extends UnusedView> {
  title: string;
  controls?: ReactNode;
  findings: readonly Finding[];
  columns: Columns<Finding>;
  /** Said in place of a table without rows. */
  none: string;
}

/** A part of the report: a list of views or tabs. */
export const FindingsPanel = <Finding extends UnusedView & Partial<UnusedTab>>({
  title,
  controls,
  findings,
  columns,
  none,
}: FindingsPanelProps<Finding>) => {
  const [all, setAll] = useState(false);
  const rows = useMemo(() => (all ? [...findings] : findings.slice(0, MAX_SHOWN)), [all, findings]);
  return (
    <TablePanel title={title} controls={controls}>
      {findings.length === 0 ? (
        <EmptyState title={none} />
      ) : (
        <DataTable
          caption={title}
          columns={columns}
          rows={rows}
          rowId={({ view, tab }) => JSON.stringify([view, tab])}
        />
      )}
      {rows.length < findings.length && (
        <Group justify="center" p="xs">
          <Button variant="default" size="xs" onClick={() => setAll(true)}>
            {text.showAllRows(findings.length)}
          </Button>
        </Group>
      )}
    </TablePanel>
  );
};
