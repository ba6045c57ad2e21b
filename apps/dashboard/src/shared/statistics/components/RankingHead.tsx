import { Table } from '@mantine/core';
import { messages } from '../../messages/messages.js';

const text = messages.statistics;

interface RankingHeadProps {
  /** What the rows are: views, or people. */
  label: string;
  /** Whether the rows have their change since an earlier window. */
  compares: boolean;
}

/** The head of a table of what has the most time on page. */
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
