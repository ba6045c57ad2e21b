import { type RefObject, useLayoutEffect, useState } from 'react';
import { type RowWindow, rowWindowAt } from './row-window.js';

interface DrawnRows extends RowWindow {
  /** The height of a row, in pixels; 0 until it is known. */
  readonly rowHeight: number;
}

/**
 * Returns which of a table's `count` rows to draw while the page, or a frame around the table, is scrolled. All rows
 * must have the same height: the table leaves that much room for each row that it does not draw.
 * @param table the table, whose rows are marked with `data-row-id`
 */
export const useRowWindow = (table: RefObject<HTMLTableElement | null>, count: number): DrawnRows => {
  const [drawn, setDrawn] = useState<DrawnRows>(() => ({
    ...rowWindowAt({ count, rowHeight: 0, top: 0, viewportHeight: 0 }),
    rowHeight: 0,
  }));

  useLayoutEffect(() => {
    const look = (): void => {
      const body = table.current?.tBodies[0];
      const rowHeight = body?.querySelector('[data-row-id]')?.getBoundingClientRect().height ?? 0;
      const top = body?.getBoundingClientRect().top ?? 0;
      const { first, end } = rowWindowAt({ count, rowHeight, top, viewportHeight: window.innerHeight });
      setDrawn((before) =>
        before.first === first && before.end === end && before.rowHeight === rowHeight
          ? before
          : { first, end, rowHeight },
      );
    };
    look();
    // Captures, because the scroll events of a frame around the table do not bubble.
    window.addEventListener('scroll', look, { passive: true, capture: true });
    window.addEventListener('resize', look);
    return () => {
      window.removeEventListener('scroll', look, { capture: true });
      window.removeEventListener('resize', look);
    };
  }, [table, count]);

  return drawn;
};
