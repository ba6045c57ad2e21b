import { SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { messages } from '../../../shared/messages/messages.js';
import { LoadingState, QueryView } from '../../../shared/ui/states.js';
import { useTracker } from '../api/tracker.js';
import { moduleCode, pinnedScriptTag, scriptTag } from '../snippet.js';
import { CodeBlock } from './CodeBlock.js';
import classes from './onboarding.module.css';

const text = messages.onboarding.embed;

const VARIANTS = ['tag', 'pinned', 'module'] as const;

interface EmbedCodeProps {
  /** The API key in the code. Undefined until one is created; until then, the code has a placeholder. */
  apiKey: string | undefined;
}

/** The code that makes an application's pages report to Dwell, in the variant that the user chooses. */
export const EmbedCode = ({ apiKey }: EmbedCodeProps) => {
  const [variant, setVariant] = useState<(typeof VARIANTS)[number]>('tag');
  const tracker = useTracker(variant === 'pinned');
  const { origin } = window.location;
  const block = (code: string) => (
    <CodeBlock label={text.labels[variant]} code={code} data-testid="snippet" />
  );
  return (
    <>
      <SegmentedControl
        size="xs"
        className={classes.variants}
        aria-label={text.variants}
        value={variant}
        data={VARIANTS.map((value) => ({ value, label: text.names[value] }))}
        onChange={setVariant}
      />
      {variant === 'tag' && block(scriptTag(origin, apiKey))}
      {variant === 'module' && block(moduleCode(origin, apiKey))}
      {variant === 'pinned' && (
        <QueryView query={tracker} loading={<LoadingState lines={1} height={150} />}>
          {(answer) => block(pinnedScriptTag(origin, answer, apiKey))}
        </QueryView>
      )}
      <Text size="sm" c="dimmed">
        {text.hints[variant]}
      </Text>
    </>
  );
};
