import type { SessionDetailAnswer } from '@dwell/shared';
import { Paper } from '@mantine/core';
import { sumSeconds } from '../../../shared/charts/series.js';
import { formatNumber, formatShare } from '../../../shared/format/number.js';
import { endStyle } from '../../../shared/format/window.js';
import { messages } from '../../../shared/messages/messages.js';
import { Duration, Instant } from '../../../shared/ui/times.js';
import { Named } from '../../../shared/ui/Name.js';
import { Figure, FigureStrip } from '../../../shared/ui/FigureStrip.js';
import { timeByState, type ViewTime } from '../session-times.js';
import classes from './SessionPage.module.css';

const text = messages.session;

interface SessionFiguresProps {
  session: SessionDetailAnswer['session'];
  views: readonly ViewTime[];
  /** The view to which the page's figures draw attention, if any. */
  highlighted: string | undefined;
  tz: string;
}

export const SessionFigures = ({ session, views, highlighted, tz }: SessionFiguresProps) => {
  const { start, last_ping, visible_duration, trail } = session;
  const span = sumSeconds([last_ping, -start]);
  const viewSeconds = views.find(({ view }) => view === highlighted)?.seconds ?? 0;
  const { hidden, gap } = timeByState(trail);
  return (
    <Paper component="section" aria-label={text.figures}>
      <FigureStrip>
        {highlighted !== undefined && (
          <Figure
            name="view_duration"
            label={
              <span className={classes.timeOn}>
                <Named message={text.timeOn} name={highlighted} />
              </span>
            }
            note={text.ofVisible(formatShare(visible_duration > 0 ? viewSeconds / visible_duration : 0))}
          >
            <Duration seconds={viewSeconds} />
          </Figure>
        )}
        <Figure
          name="visible_duration"
          label={text.timeVisible}
          note={text.ofSpan(formatShare(span > 0 ? visible_duration / span : 0))}
        >
          <Duration seconds={visible_duration} />
        </Figure>
        <Figure
          name="span"
          label={text.span}
          note={
            <>
              <Instant at={start} tz={tz} /> –{' '}
              <Instant at={last_ping} tz={tz} format={endStyle(start, last_ping, tz)} />
            </>
          }
        >
          <Duration seconds={span} />
        </Figure>
        <Figure name="hidden" label={text.hidden} note={text.hiddenNote}>
          <Duration seconds={hidden} />
        </Figure>
        <Figure name="gap" label={text.gap} note={text.gapNote}>
          <Duration seconds={gap} />
        </Figure>
        <Figure name="views" label={text.views}>
          {formatNumber(views.length)}
        </Figure>
      </FigureStrip>
    </Paper>
  );
};
