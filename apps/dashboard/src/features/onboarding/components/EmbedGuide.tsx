import { Anchor, Button, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { messages } from '../../../shared/messages/messages.js';
import { useCreatedKey } from '../api/created-key.js';
import { curlCommands } from '../snippet.js';
import { CodeBlock } from './CodeBlock.js';
import { EmbedCode } from './EmbedCode.js';
import classes from './onboarding.module.css';
import { RefusedOrigins } from './RefusedOrigins.js';

const text = messages.onboarding;

interface EmbedGuideProps {
  /** Whether the user may create API keys. The guide tells other users to ask an admin for one. */
  canCreateKeys: boolean;
}

/** A guide in three steps from an empty database to the first recorded session. */
export const EmbedGuide = ({ canCreateKeys }: EmbedGuideProps) => {
  const { key, hasLostKey, isPending, createKey } = useCreatedKey(canCreateKeys);
  const { origin } = window.location;
  return (
    <ol className={classes.steps}>
      <Step title={text.keyStep} hint={text.keyHint}>
        {!canCreateKeys && <Text size="sm">{text.askAdmin}</Text>}
        {hasLostKey && (
          <Text size="sm">
            {text.keyLost}{' '}
            <Anchor component={Link} to="/settings/api-keys" inherit underline="always">
              {text.toApiKeys}
            </Anchor>
          </Text>
        )}
        {canCreateKeys && key === undefined && (
          <Button loading={isPending} onClick={createKey}>
            {text.createKey}
          </Button>
        )}
        {key !== undefined && (
          <Text size="sm" role="status">
            {text.keyCreated}
          </Text>
        )}
      </Step>
      <Step title={text.curlStep} hint={text.curlHint}>
        <CodeBlock label={text.curlLabel} code={curlCommands(origin, key)} />
      </Step>
      <Step title={text.snippetStep} hint={text.snippetHint}>
        <EmbedCode apiKey={key} />
        <Text size="sm" c="dimmed">
          {text.originHint}
        </Text>
        {canCreateKeys && <RefusedOrigins />}
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
