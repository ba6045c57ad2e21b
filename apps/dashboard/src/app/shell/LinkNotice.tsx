import { CloseButton, Group, Text } from '@mantine/core';
import { useLocation, useRouteContext } from '@tanstack/react-router';
import { useState } from 'react';
import { useFilters } from '../../shared/filters/use-filters.js';
import { messages } from '../../shared/messages/messages.js';
import { hasTimeZone } from '../../shared/time/zone.js';
import classes from './Shell.module.css';

const text = messages.link;

/** The most characters of a value that the notice shows, because a value can be as long as a URL. */
const MAX_SHOWN = 60;

const shorten = (value: string): string => {
  const characters = Array.from(value);
  return characters.length > MAX_SHOWN ? `${characters.slice(0, MAX_SHOWN).join('')}…` : value;
};

/**
 * Names the values of the opened URL that were left out, until the user closes the notice or leaves the page. If
 * neither the URL nor the browser names a time zone, says also that times are in UTC.
 */
export const LinkNotice = () => {
  const leftOut = useRouteContext({ from: '/shell', select: (context) => context.leftOut });
  const { pathname } = useLocation();
  const [{ tz }] = useFilters();
  const [openedAt, setOpenedAt] = useState<string | undefined>(pathname);
  if (openedAt !== undefined && pathname !== openedAt) setOpenedAt(undefined);
  const isOpen = openedAt !== undefined && leftOut.length > 0;
  const lines = [
    ...(isOpen ? leftOut.map(({ name, value }) => text.leftOut(text.parameters[name], shorten(value))) : []),
    ...(tz === undefined && !hasTimeZone() ? [text.noTimeZone] : []),
  ];
  return (
    <div role="status">
      {lines.length > 0 && (
        <Group className={classes.notice} gap="xs" wrap="nowrap" align="flex-start">
          <div className={classes.noticeText}>
            {lines.map((line) => (
              <Text key={line} size="sm">
                {line}
              </Text>
            ))}
          </div>
          {isOpen && (
            <CloseButton
              size="sm"
              aria-label={messages.actions.close}
              onClick={() => setOpenedAt(undefined)}
            />
          )}
        </Group>
      )}
    </div>
  );
};
