import { Button, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useCreateApiKey } from '../../../shared/api/create-api-key.js';
import { messages } from '../../../shared/messages/messages.js';
import { CodeBlock } from '../../../shared/ui/CodeBlock.js';
import { notifyError } from '../../../shared/ui/notify.js';
import { curlFor } from '../snippet.js';
import { EmbedCode } from './EmbedCode.js';
import classes from './EmbedGuide.module.css';

const text = messages.firstVisit;

interface EmbedGuideProps {
  /** Only admins make keys; others are told whom to ask. */
  mayMakeKeys: boolean;
}

/** From nothing to the first recorded session, in three steps. */
export const EmbedGuide = ({ mayMakeKeys }: EmbedGuideProps) => {
  const create = useCreateApiKey();
  const { origin } = window.location;
  const key = create.data?.key;
  return (
    <ol className={classes.steps}>
      <Step title={text.keyStep} hint={text.keyHint}>
        {!mayMakeKeys && <Text size="sm">{text.askAdmin}</Text>}
        {mayMakeKeys && key === undefined && (
          <Button
            loading={create.isPending}
            onClick={() => {
              create.mutate({ name: text.keyName, role: 'reporter' }, { onError: notifyError });
            }}
          >
            {text.makeKey}
          </Button>
        )}
        {key !== undefined && (
          <Text size="sm" role="status">
            {text.keyMade}
          </Text>
        )}
      </Step>
      <Step title={text.curlStep} hint={text.curlHint}>
        <CodeBlock label={text.curlLabel} code={curlFor(origin, key)} data-testid="curl" />
      </Step>
      <Step title={text.snippetStep} hint={text.snippetHint}>
        <EmbedCode apiKey={key} />
        <Text size="sm" c="dimmed">
          {text.originHint}
        </Text>
      </Step>
    </ol>
  );
};

const Step = ({ title, hint, children }: { title: string; hint: string; children: ReactNode }) => (
  <li className={classes.step}>
    <Stack gap="xs" align="stretch" miw={0} flex={1}>
      <div>
        <Title order={2}>{title}</Title>
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      </div>
      {children}
    </Stack>
  </li>
);
