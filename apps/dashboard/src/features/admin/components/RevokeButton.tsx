import type { ApiKeyAnswer } from '@dwell/shared';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { messages } from '../../../shared/messages/messages.js';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.js';
import { notifyDone, notifyError } from '../../../shared/ui/notify.js';
import { useRevokeApiKey } from '../api/revoke-api-key.js';

const text = messages.apiKeys;

export const RevokeButton = ({ apiKey: { id, name } }: { apiKey: ApiKeyAnswer }) => {
  const [asking, setAsking] = useState(false);
  const revoke = useRevokeApiKey();
  return (
    <>
      <Button
        variant="subtle"
        color="red"
        size="compact-sm"
        aria-label={text.revokeKey(name)}
        onClick={() => setAsking(true)}
      >
        {text.revoke}
      </Button>
      {asking && (
        <ConfirmDialog
          title={text.revokeKey(name)}
          lead={text.revokeLead}
          action={text.revoke}
          pending={revoke.isPending}
          onConfirm={() => {
            revoke.mutate(id, {
              onSuccess: () => {
                notifyDone(text.revoked(name));
              },
              onError: (error) => {
                setAsking(false);
                notifyError(error);
              },
            });
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
};
