import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

interface TableFrameProps {
  /** What screen readers call the frame when it has the focus. */
  label: string;
  children: ReactNode;
}

/**
 * Shows a table in a frame. If the page is too narrow for the table's columns, the table scrolls sideways in the frame.
 */
export const TableFrame = ({ label, children }: TableFrameProps) => (
  <Table.ScrollContainer
    minWidth={0}
    // The frame must be able to take the focus. Otherwise the keyboard could not scroll a table without a link or a
    // button in it.
    scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'group', 'aria-label': label } }}
  >
    {children}
  </Table.ScrollContainer>
);
