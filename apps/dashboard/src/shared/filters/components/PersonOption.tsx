import type { PersonAnswer } from '@dwell/shared';
import { CheckIcon } from '@mantine/core';
import { formatInstant } from '../../format/instant.js';
import { messages } from '../../messages/messages.js';
import { Name } from '../../ui/Name.js';
import classes from './PersonOption.module.css';

/** The value of an option that shows words instead of a person. No username has this character. */
export const MORE = '\0';

/** The properties of a list of {@link PersonOption}. */
export const PERSON_OPTIONS = {
  classNames: { option: classes.option ?? '' },
  // In a portal, the list would be outside the page's landmarks.
  comboboxProps: { width: 320, position: 'bottom-start', withinPortal: false },
} as const;

interface PersonOptionProps {
  /** undefined for an option that only has `label`. */
  person: PersonAnswer | undefined;
  label: string;
  tz: string;
  checked?: boolean;
}

/** One person in a list of suggestions, with the day of the last ping. */
export const PersonOption = ({ person, label, tz, checked = false }: PersonOptionProps) => {
  if (!person) return label;
  return (
    <div className={classes.person}>
      {checked && <CheckIcon size={12} className={classes.check} />}
      <span className={classes.name}>
        <Name name={person.username} />
      </span>
      <span className={classes.seen}>
        {messages.people.seen(formatInstant(person.last_seen, tz, 'date'))}
      </span>
    </div>
  );
};
