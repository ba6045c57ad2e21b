import type { SessionAnswer } from '@dwell/shared';
import { useHotkeys } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { messages } from '../../../shared/messages/messages.js';
import { Instant } from '../../../shared/ui/times.js';
import { useNeighbours } from '../api/neighbours.js';
import classes from './SessionPage.module.css';

const text = messages.session;

interface NeighbourLinksProps {
  /**
   * undefined until it is loaded. Until then, the links of the session that the page showed before stay, so that they
   * keep the focus.
   */
  session: Pick<SessionAnswer, '_id' | 'username' | 'start'> | undefined;
  tz: string;
}

/**
 * Links to the user's sessions before and after this one. Shift with the left or the right arrow key opens them too.
 */
export const NeighbourLinks = ({ session, tz }: NeighbourLinksProps) => {
  const { data } = useNeighbours(session);
  const navigate = useNavigate();
  const open = (neighbour: SessionAnswer | undefined) => (): void => {
    if (!neighbour) return;
    void navigate({ to: '/sessions/$sessionId', params: { sessionId: neighbour._id } });
  };
  useHotkeys([
    ['shift+ArrowLeft', open(data?.previous)],
    ['shift+ArrowRight', open(data?.next)],
  ]);
  return (
    <nav aria-label={text.neighbours} className={classes.neighbours}>
      {data && (
        <>
          <NeighbourLink neighbour={data.previous} none={text.noPrevious} keys="Shift+ArrowLeft">
            <IconChevronLeft size={14} aria-hidden />
            {text.previous} {data.previous && <Instant at={data.previous.start} tz={tz} />}
          </NeighbourLink>
          <NeighbourLink neighbour={data.next} none={text.noNext} keys="Shift+ArrowRight">
            {text.next} {data.next && <Instant at={data.next.start} tz={tz} />}
            <IconChevronRight size={14} aria-hidden />
          </NeighbourLink>
        </>
      )}
    </nav>
  );
};

interface NeighbourLinkProps {
  neighbour: SessionAnswer | undefined;
  /** Shown if there is no such session. */
  none: string;
  keys: string;
  children: ReactNode;
}

const NeighbourLink = ({ neighbour, none, keys, children }: NeighbourLinkProps) =>
  neighbour ? (
    <Link
      to="/sessions/$sessionId"
      params={{ sessionId: neighbour._id }}
      className={classes.back}
      aria-keyshortcuts={keys}
      title={text.keys(keys)}
    >
      {children}
    </Link>
  ) : (
    <span className={classes.noNeighbour}>{none}</span>
  );
