import type { TimeWindow } from '@dwell/shared';
import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { aboutScope } from '../filters/about.js';
import { useScope } from '../filters/use-filters.js';
import { messages } from '../messages/messages.js';
import { notifyError } from '../ui/notify.js';
import type { LegendProps } from './Legend.js';
import { chartSvg, toPng } from './picture.js';
import { tableCsv } from './table-csv.js';
import type { TableData } from './table-data.js';

const text = messages.charts;

interface ExportMenuProps {
  title: string;
  table: TableData;
  legend: LegendProps | undefined;
  /** The time of the figures. Default: the window of the page's filters. */
  window: TimeWindow | undefined;
  /** Contains the drawing. */
  frame: RefObject<HTMLElement | null>;
  /** Whether the drawing is on screen, so that it can become a picture. */
  isDrawn: boolean;
}

/** Downloads a chart: its table as CSV, and its drawing as SVG or PNG. */
export const ExportMenu = ({ title, table, legend, window, frame, isDrawn }: ExportMenuProps) => {
  const scope = useScope();
  const save = (file: Blob, ending: string): void => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = `dwell-${title.toLowerCase().replaceAll(/\W+/g, '-')}.${ending}`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  const draw = (): string | undefined => {
    const drawing = frame.current?.querySelector<SVGSVGElement>('[data-picture] svg');
    return drawing
      ? chartSvg(drawing, {
          title,
          subtitle: aboutScope({ ...scope, window: window ?? scope.window }),
          legend,
        })
      : undefined;
  };
  const saveSvg = (): void => {
    const svg = draw();
    if (svg !== undefined) save(new Blob([svg], { type: 'image/svg+xml' }), 'svg');
  };
  const savePng = (): void => {
    const svg = draw();
    if (svg !== undefined) toPng(svg).then((png) => save(png, 'png'), notifyError);
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          px={8}
          aria-label={text.exportOf(title)}
          title={text.exportOf(title)}
        >
          <IconDownload size={14} stroke={1.6} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save(new Blob([tableCsv(table)], { type: 'text/csv' }), 'csv')}>
          {text.csv}
        </Menu.Item>
        {isDrawn && (
          <>
            <Menu.Item onClick={saveSvg}>{text.svg}</Menu.Item>
            <Menu.Item onClick={savePng}>{text.png}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
};
