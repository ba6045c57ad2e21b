import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

interface TableFrameProps {
  /** What screen readers call the frame when it has the focus. */
  label: string;
  children: ReactNode;
}

/** Frames a table, which scrolls sideways in it when the page is too narrow for its columns. */
export const TableFrame = ({ label, children }: TableFrameProps) => (
  <Table.ScrollContainer
    minWidth={0}
    // What scrolls must take the focus, or the keyboard can't scroll a table that has no link and no button in it.
    scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'group', 'aria-label': label } }}
  >
    {children}
  </Table.ScrollContainer>
);
