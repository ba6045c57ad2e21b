import { describe, expect, it } from '@jest/globals';
import { tableCsv } from './table-csv.js';

describe('the CSV file of a chart', () => {
  it('has the rows and columns of the table, exact numbers, and names that no spreadsheet takes for formulas', () => {
    const file = tableCsv({
      rowsLabel: 'When',
      rows: [{ label: 'Mon, 2 Mar' }, { label: 'Tue "3" Mar', note: 'so far' }],
      columns: [
        { key: 'a', label: '=1+1', values: [0.125, null] },
        { key: 'b', label: 'Share', values: [0.5, 1], unit: 'share' },
      ],
      unit: 'seconds',
    });
    expect(file).toBe(
      ["\uFEFFWhen,'=1+1 (s),Share", '"Mon, 2 Mar",0.125,0.5', '"Tue ""3"" Mar (so far)",,1', ''].join(
        '\r\n',
      ),
    );
  });
});
