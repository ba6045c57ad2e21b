import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';

/**
 * Returns the widths of a table's columns as CSS percentages: `12.5%`. With these widths and a fixed layout, no column
 * changes its width when other rows are drawn. Returns undefined while the browser chooses the widths: while `steady`
 * is false, and until the widths are measured.
 * @param element the table
 * @param steady whether the columns keep their widths
 * @param columns the widths are measured again when these change, and when the window does
 */
export const useSteadyWidths = (
  element: RefObject<HTMLTableElement | null>,
  steady: boolean,
  columns: unknown,
): readonly string[] | undefined => {
  const [measured, setMeasured] = useState<{ columns: unknown; widths: readonly string[] }>();
  useLayoutEffect(() => {
    const table = element.current;
    if (!steady || !table || measured?.columns === columns) return;
    const whole = table.getBoundingClientRect().width;
    const widths = Array.from(
      table.querySelectorAll('thead th'),
      (header) => `${String((header.getBoundingClientRect().width / whole) * 100)}%`,
    );
    setMeasured({ columns, widths });
  }, [element, steady, columns, measured]);
  useEffect(() => {
    const measureAgain = (): void => setMeasured(undefined);
    window.addEventListener('resize', measureAgain);
    return () => window.removeEventListener('resize', measureAgain);
  }, []);
  return steady && measured && measured.columns === columns ? measured.widths : undefined;
};
