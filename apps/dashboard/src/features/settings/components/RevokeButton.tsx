import type { ApiKeyAnswer } from '@dwell/shared';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { messages } from '../../../shared/messages/messages.js';
import { plainName } from '../../../shared/format/names.js';
import { Named } from '../../../shared/ui/Name.js';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.js';
import { useRevokeApiKey } from '../api/api-keys.js';

const text = messages.apiKeys;

/** Revokes an API key after a confirmation. */
export const RevokeButton = ({ apiKey: { id, name } }: { apiKey: ApiKeyAnswer }) => {
  const [confirming, setConfirming] = useState(false);
  const revoke = useRevokeApiKey();
  return (
    <>
      <Button
        variant="subtle"
        color="red"
        size="compact-sm"
        aria-label={text.revokeKey(plainName(name))}
        onClick={() => setConfirming(true)}
      >
        {text.revoke}
      </Button>
      {confirming && (
        <ConfirmDialog
          title={<Named message={text.revokeKey} name={name} whole />}
          consequences={text.revokeConsequences}
          action={text.revoke}
          mutation={revoke}
          target={id}
          done={text.revoked(plainName(name))}
          onClose={() => setConfirming(false)}
        />
      )}
    </>
  );
};
