import { Button } from '@mantine/core';
import { useState } from 'react';
import { plainName } from '../../../../shared/format/names.js';
import { messages } from '../../../../shared/messages/messages.js';
import { ConfirmDialog } from '../../../../shared/ui/ConfirmDialog.js';
import { Named } from '../../../../shared/ui/Name.js';
import { useRemoveMember } from '../../api/groups.js';

const text = messages.groups;

/** Removes a member from a group after a confirmation. */
export const RemoveMemberButton = ({ group, username }: { group: string; username: string }) => {
  const [confirming, setConfirming] = useState(false);
  const remove = useRemoveMember(group);
  return (
    <>
      <Button
        variant="subtle"
        color="red"
        size="compact-sm"
        aria-label={text.removeMember(plainName(username))}
        onClick={() => setConfirming(true)}
      >
        {text.removeShort}
      </Button>
      {confirming && (
        <ConfirmDialog
          title={<Named message={text.removeMember} name={username} whole />}
          consequences={text.removeMemberConsequences}
          action={text.removeShort}
          mutation={remove}
          target={username}
          done={text.memberRemoved(plainName(username))}
          onClose={() => setConfirming(false)}
        />
      )}
    </>
  );
};
