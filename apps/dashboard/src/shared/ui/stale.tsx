import { createContext, type ReactNode, use } from 'react';
import { browserTimeZone } from '../time/zone.js';
import classes from './stale.module.css';

const StaleContext = createContext(false);

/**
 * The time zone of the open page, for notes that say since when something is out of date. Until it is known, the
 * browser's.
 */
export const PageTimeZone = createContext(browserTimeZone());

/** Returns whether the figures around the caller may be out of date, because newer ones can't be loaded. */
export const useStale = (): boolean => use(StaleContext);

interface StaleProps {
  stale: boolean;
  /** Whether the content still shows figures for the filters before the latest change. */
  replaced?: boolean;
  children: ReactNode;
}

/** Shows its content greyed and without green dots while `stale`. The content keeps its state. */
export const Stale = ({ stale, replaced = false, children }: StaleProps) => {
  const outer = useStale();
  const names = [classes.content, stale && classes.stale, replaced && classes.replaced];
  return (
    <StaleContext value={stale || outer}>
      <div className={names.filter(Boolean).join(' ')} data-stale={stale || undefined}>
        {children}
      </div>
    </StaleContext>
  );
};
