import { Table } from '@mantine/core';
import { messages } from '../../messages/messages.js';

const text = messages.statistics;

interface RankingHeadProps {
  /** The header of the column of names: views, or people. */
  label: string;
  /** Whether the table has a column for the change since the compared window. */
  compares: boolean;
}

/** The header row of a table of views or people by time on page. */
export const RankingHead = ({ label, compares }: RankingHeadProps) => (
  <Table.Thead>
    <Table.Tr>
      <Table.Th scope="col">{label}</Table.Th>
      <Table.Th scope="col" colSpan={2}>
        {text.timeOnPage}
      </Table.Th>
      <Table.Th scope="col" ta="right" data-wide-only>
        {text.share}
      </Table.Th>
      <Table.Th scope="col" ta="right">
        {text.visits}
      </Table.Th>
      {compares && (
        <Table.Th scope="col" ta="right" data-wide-only>
          {text.change}
        </Table.Th>
      )}
    </Table.Tr>
  </Table.Thead>
);
