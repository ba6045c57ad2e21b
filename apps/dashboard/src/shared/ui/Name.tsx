import { Tooltip } from '@mantine/core';
import {
  type CSSProperties,
  Fragment,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { joinUnits, type NameUnit, nameUnits } from '../format/names.js';
import { messages } from '../messages/messages.js';
import { type Cut, findCut, watchRoom } from './cut-name.js';
import classes from './Name.module.css';

interface NameProps {
  /** What users or applications have named: a username, a view, a tab, a key. */
  name: string;
}

/**
 * Shows a name on one line. A name that is too long is cut in the middle: its whole text is shown on hover, on focus
 * and on a tap, is copied, and is read by screen readers. If the name is in a link or a button, its whole text is shown
 * when the link or the button has the focus.
 */
export const Name = ({ name }: NameProps) => <NameLine key={name} names={[name]} />;

/** Shows a view and its tab on one line as {@link Name} shows a name: `/orders › Open`. */
export const PathName = ({ path }: { path: readonly string[] }) => (
  <NameLine key={path.join('\n')} names={path} />
);

/** Returns the units of all names, with the unit ` › ` between two names. */
const unitsOf = (names: readonly string[]): NameUnit[] =>
  names.flatMap((name, index) => (index > 0 ? [{ text: ' › ' }, ...nameUnits(name)] : nameUnits(name)));

/** Elements that can contain a name, and then take the focus and the taps in its place. */
const HOSTS = 'a, button, [role="option"], [role="menuitem"], [role="tooltip"]';

const NameLine = ({ names }: { names: readonly string[] }) => {
  // The key changes with the names, so they stay the same for the life of the component.
  const [units] = useState(() => unitsOf(names));
  const element = useRef<HTMLElement>(null);
  const [cut, setCut] = useState<(Cut & { hosted: boolean }) | 'unknown' | undefined>('unknown');
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const isCut = cut !== undefined && cut !== 'unknown';

  useLayoutEffect(() => {
    const current = element.current;
    if (cut !== 'unknown' || !current) return;
    const found = findCut(current, units);
    setCut(found && { ...found, hosted: current.closest(HOSTS) !== null });
  }, [cut, units]);

  useEffect(() => {
    const current = element.current;
    return current ? watchRoom(current, () => setCut('unknown')) : undefined;
  }, [isCut]);

  useEffect(() => {
    const host = element.current?.closest(HOSTS);
    if (!isCut || !host) return undefined;
    const show = (): void => setFocused(host.matches(':focus-visible'));
    const hide = (): void => setFocused(false);
    host.addEventListener('focus', show);
    host.addEventListener('blur', hide);
    return () => {
      host.removeEventListener('focus', show);
      host.removeEventListener('blur', hide);
    };
  }, [isCut]);

  if (!isCut) {
    return (
      <bdi ref={element} className={classes.name}>
        <Units units={units} />
      </bdi>
    );
  }
  const end = units.length - cut.tail;
  return (
    <Tooltip opened={hovered || focused} label={<WholePath path={names} />} multiline maw="min(480px, 92vw)">
      <bdi
        ref={element}
        className={classes.name}
        data-cut
        style={{ '--full-width': `${String(cut.fullWidth)}px` } as CSSProperties}
        tabIndex={cut.hosted ? undefined : 0}
        onPointerEnter={() => setHovered(true)}
        onPointerLeave={() => setHovered(false)}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
      >
        <Units units={units.slice(0, cut.head)} />
        <span className={classes.ellipsis} aria-hidden />
        <span className={classes.hidden}>
          <Units units={units.slice(cut.head, end)} />
        </span>
        <Units units={units.slice(end)} />
      </bdi>
    </Tooltip>
  );
};

/** Shows a whole name, on as many lines as it needs. */
export const WholeName = ({ name }: NameProps) => <WholePath path={[name]} />;

/** Shows a view and its tab whole, on as many lines as they need. */
export const WholePath = ({ path }: { path: readonly string[] }) => (
  <bdi className={classes.whole}>
    <Units units={unitsOf(path)} />
  </bdi>
);

const Units = ({ units }: { units: readonly NameUnit[] }) =>
  joinUnits(units).map(({ text, mark }, index) =>
    mark === undefined ? (
      <Fragment key={index}>{text}</Fragment>
    ) : (
      <span
        key={index}
        role="img"
        aria-label={messages.names.mark(mark)}
        className={classes.mark}
        data-mark={mark}
      >
        <span className={classes.hidden}>{text}</span>
      </span>
    ),
  );

/** A character that no message contains, in whose place {@link Named} puts a name. */
const PLACE = '\uFFFC';

interface NamedProps extends NameProps {
  /** Returns the message with the name in it. */
  message: (name: string) => string;
  /** Shows the name on as many lines as it needs. */
  whole?: boolean;
}

/** Shows a message with a name in it. A long name is cut, unless `whole` is true. */
export const Named = ({ message, name, whole = false }: NamedProps): ReactNode => {
  const [before, after] = message(PLACE).split(PLACE);
  return (
    <>
      {before}
      {whole ? <WholeName name={name} /> : <Name name={name} />}
      {after}
    </>
  );
};
