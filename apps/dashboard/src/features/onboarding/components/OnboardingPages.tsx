import { Loader, Paper, Text, Title } from '@mantine/core';
import { messages } from '../../../shared/messages/messages.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';
import { EmbedGuide } from './EmbedGuide.js';
import classes from './onboarding.module.css';

const text = messages.onboarding;

/** Replaces the overview and the session list until the first session is recorded. */
export const WelcomePage = ({ canCreateKeys }: { canCreateKeys: boolean }) => {
  useDocumentTitle(text.title);
  return (
    <div className={classes.page}>
      <Title order={1}>{text.heading}</Title>
      <Text c="dimmed" mt={4}>
        {text.intro}
      </Text>
      <div className={classes.waiting} role="status">
        <Loader size={14} aria-hidden />
        {text.waiting}
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
