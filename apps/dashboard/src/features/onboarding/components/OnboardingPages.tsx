import { Button, Loader, Paper, Text, Title } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { messages } from '../../../shared/messages/messages.js';
import { useStale } from '../../../shared/ui/stale.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';
import type { FirstSigns } from '../api/first-signs.js';
import { EmbedGuide } from './EmbedGuide.js';
import classes from './onboarding.module.css';

const text = messages.onboarding;

interface WelcomePageProps {
  canCreateKeys: boolean;
  signs: FirstSigns;
  onLeave: () => void;
}

/**
 * Stands in place of the pages with the filter bar while no session is recorded, and then until the user leaves the
 * page.
 */
export const WelcomePage = ({ canCreateKeys, signs, onLeave }: WelcomePageProps) => {
  const stale = useStale();
  const started = signs !== 'nothing';
  const received = signs === 'keepalive';
  useDocumentTitle(text.title);
  return (
    <div className={classes.page}>
      <Title order={1}>{started ? text.headingStarted : text.heading}</Title>
      <Text c="dimmed" mt={4}>
        {started ? text.introStarted : text.intro}
      </Text>
      <div className={classes.waiting}>
        <div className={classes.status} role="status" data-received={received}>
          {received && <IconCircleCheckFilled size={18} aria-hidden />}
          {!received && !stale && <Loader size={14} aria-hidden />}
          {text.signs[signs]}
        </div>
        {started && <Button onClick={onLeave}>{text.leave}</Button>}
      </div>
      <EmbedGuide canCreateKeys={canCreateKeys} />
    </div>
  );
};

/** Shows the guide of the welcome page again in the settings. */
export const SnippetPage = () => {
  useDocumentTitle(text.snippetTitle);
  return (
    <Paper p="lg">
      <EmbedGuide canCreateKeys />
    </Paper>
  );
};
