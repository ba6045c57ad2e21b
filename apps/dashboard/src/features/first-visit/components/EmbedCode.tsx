import { SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { messages } from '../../../shared/messages/messages.js';
import { CodeBlock } from '../../../shared/ui/CodeBlock.js';
import { LoadingState } from '../../../shared/ui/LoadingState.js';
import { QueryView } from '../../../shared/ui/QueryView.js';
import { useTracker } from '../api/tracker.js';
import { moduleFor, pinnedTagFor, tagFor } from '../snippet.js';
import classes from './EmbedGuide.module.css';

const text = messages.firstVisit.embed;

const FORMS = ['tag', 'pinned', 'module'] as const;
type Form = (typeof FORMS)[number];

interface EmbedCodeProps {
  /** Undefined until one was made. */
  apiKey: string | undefined;
}

/** What makes an application's pages report, in the form that suits it. */
export const EmbedCode = ({ apiKey }: EmbedCodeProps) => {
  const [form, setForm] = useState<Form>('tag');
  const tracker = useTracker(form === 'pinned');
  const { origin } = window.location;
  const block = (code: string) => <CodeBlock label={text.labels[form]} code={code} data-testid="snippet" />;
  return (
    <>
      <SegmentedControl
        size="xs"
        className={classes.forms}
        aria-label={text.forms}
        value={form}
        data={FORMS.map((value) => ({ value, label: text.names[value] }))}
        onChange={(value) => {
          setForm(value);
        }}
      />
      {form === 'tag' && block(tagFor(origin, apiKey))}
      {form === 'module' && block(moduleFor(origin, apiKey))}
      {form === 'pinned' && (
        <QueryView query={tracker} loading={<LoadingState lines={1} height={150} />}>
          {(answer) => block(pinnedTagFor(origin, answer, apiKey))}
        </QueryView>
      )}
      <Text size="sm" c="dimmed">
        {text.hints[form]}
      </Text>
    </>
  );
};
