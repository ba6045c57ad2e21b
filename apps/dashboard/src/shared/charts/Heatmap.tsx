import { useElementSize } from '@mantine/hooks';
import { type CSSProperties, type KeyboardEvent, useRef, useState } from 'react';
import classes from './charts.module.css';

/** What a heatmap says about one cell. */
export interface HeatmapCell {
  /** The colour, as a CSS value; undefined for a cell without a value, which is not filled. */
  readonly color: string | undefined;
  /** Names the cell in full: `Monday, 09:00 – 10:00`. */
  readonly title: string;
  /** The cell's figures, each with its name, or one sentence in place of figures. */
  readonly figures: readonly (readonly [name: string, value: string])[] | string;
}

interface HeatmapProps {
  /** Describes the heatmap to screen readers. */
  label: string;
  /** The names at the left of the rows. */
  rows: readonly string[];
  /** The names below the columns. Empty names are not drawn, nor those for which there is no room. */
  columns: readonly string[];
  cell: (row: number, column: number) => HeatmapCell;
}

interface Place {
  readonly row: number;
  readonly column: number;
}

/** Sizes in pixels. */
const CELL_HEIGHT = 22;
const GAP = 2;
const ROW_NAME_WIDTH = 36;
const COLUMN_NAME_HEIGHT = 22;
const COLUMN_NAME_WIDTH = 38;

/** Returns the height of the drawing, in pixels. The page reserves it while the heatmap loads. */
export const heatmapHeight = (rows: number): number => rows * CELL_HEIGHT + COLUMN_NAME_HEIGHT;

/**
 * A grid of coloured cells. Shows the figures of a cell when it is pointed at, tapped or focused. The Tab key stops at
 * the grid once; arrow keys, Home and End move in it.
 */
export const Heatmap = ({ label, rows, columns, cell }: HeatmapProps) => {
  const { ref, width } = useElementSize();
  const [pointed, setPointed] = useState<Place>();
  const [focused, setFocused] = useState<Place>();
  const [entry, setEntry] = useState<Place>({ row: 0, column: 0 });
  const grid = useRef<SVGSVGElement>(null);
  const cellWidth = Math.max(0, (width - ROW_NAME_WIDTH) / columns.length);
  const shown = pointed ?? focused;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      setPointed(undefined);
      setFocused(undefined);
      return;
    }
    const target = placeAfter(event, entry, { row: rows.length - 1, column: columns.length - 1 });
    if (!target) return;
    event.preventDefault();
    setPointed(undefined);
    grid.current?.querySelector<SVGElement>(`[data-cell="${keyOf(target)}"]`)?.focus();
  };

  return (
    <div className={classes.chart}>
      <div ref={ref} className={classes.heatmap} style={{ height: heatmapHeight(rows.length) }}>
        {width > 0 && (
          <svg
            ref={grid}
            role="grid"
            aria-label={label}
            width={width}
            height={heatmapHeight(rows.length)}
            data-testid="heatmap"
            data-colored
            onKeyDown={onKeyDown}
            onPointerLeave={() => setPointed(undefined)}
            onBlur={() => setFocused(undefined)}
          >
            {rows.map((name, row) => (
              <g key={name} role="row" aria-label={name}>
                <text className={classes.axisText} x={0} y={row * CELL_HEIGHT + 15} aria-hidden>
                  {name}
                </text>
                {columns.map((_, column) => {
                  const { color, title, figures } = cell(row, column);
                  const place = { row, column };
                  return (
                    <rect
                      key={column}
                      role="gridcell"
                      aria-label={`${title}: ${wordsOf(figures)}`}
                      tabIndex={keyOf(place) === keyOf(entry) ? 0 : -1}
                      className={classes.cell}
                      x={ROW_NAME_WIDTH + column * cellWidth}
                      y={row * CELL_HEIGHT}
                      width={Math.max(0, cellWidth - GAP)}
                      height={CELL_HEIGHT - GAP}
                      rx={3}
                      style={color === undefined ? undefined : { fill: color }}
                      data-cell={keyOf(place)}
                      data-color={color}
                      data-pointed={pointed && keyOf(pointed) === keyOf(place)}
                      onPointerEnter={() => setPointed(place)}
                      onFocus={() => {
                        setFocused(place);
                        setEntry(place);
                      }}
                    />
                  );
                })}
              </g>
            ))}
            {namesIn(columns, cellWidth).map(({ name, column }) => (
              <text
                key={column}
                className={classes.axisText}
                x={ROW_NAME_WIDTH + column * cellWidth}
                y={rows.length * CELL_HEIGHT + 14}
                aria-hidden
              >
                {name}
              </text>
            ))}
          </svg>
        )}
        {shown && (
          <CellTooltip
            cell={cell(shown.row, shown.column)}
            place={placeBeside(shown, { cellWidth, width, rows: rows.length })}
          />
        )}
      </div>
    </div>
  );
};

interface CellTooltipProps {
  cell: HeatmapCell;
  place: CSSProperties;
}

/** Shows the figures of a cell. Hidden from screen readers, because the cell's own label says the same. */
const CellTooltip = ({ cell: { title, figures }, place }: CellTooltipProps) => (
  <div className={classes.cellTooltip} style={place} aria-hidden data-testid="cell-tooltip">
    <div className={classes.tooltip}>
      <strong>{title}</strong>
      {typeof figures === 'string' ? (
        <div className={classes.tooltipNote}>{figures}</div>
      ) : (
        figures.map(([name, value]) => (
          <div key={name} className={classes.tooltipRow}>
            <span className={classes.tooltipName}>{name}</span>
            <span data-figure>{value}</span>
          </div>
        ))
      )}
    </div>
  </div>
);

/** Returns where a tooltip stands beside a cell: on the side with more room, and not below the last row. */
const placeBeside = (
  { row, column }: Place,
  { cellWidth, width, rows }: { cellWidth: number; width: number; rows: number },
): CSSProperties => {
  const left = ROW_NAME_WIDTH + column * cellWidth;
  const top = row * CELL_HEIGHT;
  return {
    ...(left < width / 2 ? { left: left + cellWidth } : { right: width - left + GAP }),
    ...(row < rows / 2 ? { top } : { bottom: heatmapHeight(rows) - top - CELL_HEIGHT }),
  };
};

const keyOf = ({ row, column }: Place): string => `${String(row)} ${String(column)}`;

const wordsOf = (figures: HeatmapCell['figures']): string =>
  typeof figures === 'string' ? figures : figures.map(([name, value]) => `${name} ${value}`).join(', ');

/**
 * Returns the cell to which a key moves the focus; undefined for any other key. `last` is the cell at the bottom right.
 */
const placeAfter = (
  { key, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
  { row, column }: Place,
  last: Place,
): Place | undefined => {
  const whole = ctrlKey || metaKey;
  switch (key) {
    case 'ArrowLeft':
      return { row, column: Math.max(0, column - 1) };
    case 'ArrowRight':
      return { row, column: Math.min(last.column, column + 1) };
    case 'ArrowUp':
      return { row: Math.max(0, row - 1), column };
    case 'ArrowDown':
      return { row: Math.min(last.row, row + 1), column };
    case 'Home':
      return { row: whole ? 0 : row, column: 0 };
    case 'End':
      return { row: whole ? last.row : row, column: last.column };
    default:
      return undefined;
  }
};

/** Returns the names of columns that are not empty, do not touch the name before, and do not reach beyond the grid. */
const namesIn = (columns: readonly string[], cellWidth: number): { name: string; column: number }[] => {
  let freeFrom = 0;
  return columns.flatMap((name, column) => {
    const left = column * cellWidth;
    if (name === '' || left < freeFrom || left + COLUMN_NAME_WIDTH > columns.length * cellWidth + GAP)
      return [];
    freeFrom = left + COLUMN_NAME_WIDTH;
    return [{ name, column }];
  });
};
