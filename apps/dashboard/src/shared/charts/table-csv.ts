import { toSafeText } from '@dwell/shared';
import { messages } from '../messages/messages.js';
import type { TableData } from './table-data.js';

/** The first character of the file. Without it, Excel would misread names. */
const BYTE_ORDER_MARK = '\uFEFF';

const cellOf = (text: string): string => {
  const safe = toSafeText(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/**
 * Returns a chart's table as CSV by RFC 4180: its rows and columns, with exact numbers in place of words. Durations are
 * in seconds, and shares from 0 to 1. A name that looks like a formula is marked as text.
 */
export const tableCsv = ({ rowsLabel, rows, columns, unit }: TableData): string => {
  const header = [
    rowsLabel,
    ...columns.map(({ label, unit: own = unit }) =>
      own === 'seconds' ? messages.charts.inSeconds(label) : label,
    ),
  ];
  const records = rows.map(({ label, note }, row) => [
    cellOf(note === undefined ? label : `${label} (${note})`),
    ...columns.map(({ values }) => String(values[row] ?? '')),
  ]);
  return (
    BYTE_ORDER_MARK + [header.map(cellOf), ...records].map((record) => `${record.join(',')}\r\n`).join('')
  );
};
