import { IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { useContact } from '../../shared/api/server-contact.js';
import { useNow, useScope } from '../../shared/filters/use-filters.js';
import { formatClock } from '../../shared/format/instant.js';
import { messages } from '../../shared/messages/messages.js';
import classes from './ContactBanner.module.css';

const text = messages.states;

/**
 * Says since when the server or its database does not answer; afterwards, for a while, that the server answers again.
 */
export const ContactBanner = () => {
  const contact = useContact();
  const { tz } = useScope();
  const now = useNow();
  const clockAt = (ms: number): string => formatClock(ms / 1000, tz, now);
  return (
    <div role="status" data-testid="contact">
      {contact.state === 'lost' && (
        <div className={classes.banner} data-state="lost">
          <IconPlugConnectedX size={16} aria-hidden />
          {text[contact.reason](clockAt(contact.since))}
        </div>
      )}
      {contact.state === 'returned' && (
        <div className={classes.banner} data-state="returned">
          <IconPlugConnected size={16} aria-hidden />
          {text.returned(clockAt(contact.at))}
        </div>
      )}
    </div>
  );
};
