import { MAX_CODE_LENGTH } from '@dwell/shared';
import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { ApiError } from '../../../shared/api/api-error.js';
import { describeError } from '../../../shared/api/describe-error.js';
import { messages } from '../../../shared/messages/messages.js';
import { FormAlert } from '../../../shared/ui/FormAlert.js';
import { formFields } from '../../../shared/ui/form-fields.js';

const text = messages.login;

interface CodeFormProps {
  error: Error | null;
  isPending: boolean;
  onSubmit: (code: string) => void;
  /** Goes back to the username and the password. */
  onBack: () => void;
}

/**
 * The second step of a login: asks for a code of the authenticator app or, if the user chooses so, for a recovery code.
 */
export const CodeForm = ({ error, isPending, onSubmit, onBack }: CodeFormProps) => {
  const [recovers, setRecovers] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const { code = '' } = formFields(event.currentTarget);
    onSubmit(code);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <FormAlert message={describeRefusal(error, recovers)} />
        <Text size="sm">{recovers ? text.recoveryHint : text.codeHint}</Text>
        <TextInput
          key={String(recovers)}
          name="code"
          label={recovers ? text.recoveryCode : text.code}
          autoComplete={recovers ? 'off' : 'one-time-code'}
          inputMode={recovers ? 'text' : 'numeric'}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={MAX_CODE_LENGTH}
          required
          withAsterisk={false}
          autoFocus
        />
        <Button type="submit" size="md" fullWidth mt={4} loading={isPending}>
          {text.submit}
        </Button>
        <Anchor component="button" type="button" size="sm" onClick={() => setRecovers(!recovers)}>
          {recovers ? text.useApp : text.useRecoveryCode}
        </Anchor>
        <Anchor component="button" type="button" size="sm" onClick={onBack}>
          {text.back}
        </Anchor>
      </Stack>
    </form>
  );
};

const describeRefusal = (error: Error | null, recovers: boolean): string | undefined => {
  const reason = error instanceof ApiError ? error.reason : undefined;
  // With `code_required` there is no fault to show: the form itself asks for the code.
  if (!error || reason === 'code_required') return undefined;
  if (reason === 'code_wrong') return recovers ? text.recoveryCodeRefused : text.codeRefused;
  return describeError(error);
};
