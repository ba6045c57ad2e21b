import { Paper } from '@mantine/core';
import { messages } from '../../../shared/messages/messages.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';
import { EmbedGuide } from './EmbedGuide.js';

/** The same guide, for later. */
export const SnippetPage = () => {
  useDocumentTitle(messages.firstVisit.snippetTitle);
  return (
    <Paper p="lg">
      <EmbedGuide mayMakeKeys />
    </Paper>
  );
};
