import { Loader, Text, Title } from '@mantine/core';
import { messages } from '../../../shared/messages/messages.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';
import { EmbedGuide } from './EmbedGuide.js';
import classes from './EmbedGuide.module.css';

const text = messages.firstVisit;

/** Stands where figures will stand, until the first session was recorded. */
export const FirstVisitPage = ({ mayMakeKeys }: { mayMakeKeys: boolean }) => {
  useDocumentTitle(text.title);
  return (
    <div className={classes.page} data-testid="first-visit">
      <Title order={1}>{text.heading}</Title>
      <Text c="dimmed" mt={4}>
        {text.lead}
      </Text>
      <div className={classes.waiting} role="status">
        <Loader size={14} aria-hidden />
        {text.waiting}
      </div>
      <EmbedGuide mayMakeKeys={mayMakeKeys} />
    </div>
  );
};
