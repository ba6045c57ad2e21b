import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';

/**
 * Returns the widths that the columns of a table have, as parts of the whole. With these widths, and a fixed layout, no
 * column changes its width when the rows in the document change. Returns undefined while the table is not `steady`: then
 * the browser lays the columns out.
 * @param element the table
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
