import { Text, Title } from '@mantine/core';
import { useScope } from '../../../shared/filters/use-filters.js';
import { messages } from '../../../shared/messages/messages.js';
import { Instant } from '../../../shared/ui/times.js';
import { useRefusedOrigins } from '../api/refused-origins.js';
import { CodeBlock } from './CodeBlock.js';
import classes from './onboarding.module.css';

const text = messages.onboarding.refused;

/** Lists the origins whose pages the server has refused, and how to allow them. Shows nothing if there are none. */
export const RefusedOrigins = () => {
  const { tz } = useScope();
  const { data: refused = [] } = useRefusedOrigins();
  if (refused.length === 0) return null;
  return (
    <div className={classes.refused} role="status">
      <Title order={3} size="sm">
        {text.title}
      </Title>
      <ul className={classes.origins} aria-label={text.title}>
        {refused.map(({ origin, count, last_refused }) => (
          <li key={origin}>
            <span className={classes.origin}>{origin}</span>{' '}
            <Text span size="sm" c="dimmed">
              {text.times(count)} <Instant at={last_refused} tz={tz} />
            </Text>
          </li>
        ))}
      </ul>
      <Text size="sm" mb="xs">
        {text.hint}
      </Text>
      <CodeBlock label={text.settingLabel} code={refused.map(({ origin }) => origin).join(',')} />
    </div>
  );
};
