import { MAX_CODE_LENGTH, MAX_PASSWORD_LENGTH, MAX_STRING_LENGTH, MIN_PASSWORD_LENGTH } from '@dwell/shared';
import { Button, Group, Modal, NativeSelect, PasswordInput, Stack, TextInput } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import type { ReactNode, SubmitEvent } from 'react';
import { formErrors } from '../api/form-errors.js';
import { messages } from '../messages/messages.js';
import { FormAlert } from './FormAlert.js';
import { formFields } from './form-fields.js';
import { useReturnFocus } from './use-return-focus.js';

interface FormField<Name extends string> {
  /** The field's name in the request's body. */
  name: Name;
  label: string;
  description?: string;
  /** What the field is for. Default: `text`. */
  type?: 'text' | 'current-password' | 'new-password' | 'code' | 'time';
  /** Makes the field a list of choices. */
  choices?: { value: string; label: string }[];
  defaultValue?: string;
  /** The most characters of a field of type `text`. */
  maxLength?: number;
  required?: boolean;
}

interface FormDialogProps<Body, Answer> {
  /** Names the dialog. */
  title: string;
  /** Label of the button that sends the form. Default: the title. */
  action?: string;
  /** Shown above the fields. */
  children?: ReactNode;
  fields: readonly FormField<keyof Body & string>[];
  /** Receives the fields as the request's body. Fields that are left empty are not in it. */
  mutation: UseMutationResult<Answer, Error, Body>;
  onSuccess?: (answer: Answer) => void;
  onClose: () => void;
}

/** A dialog with a form. A rejected form stays open and shows each error beside its field, or above the fields. */
export const FormDialog = <Body, Answer>({
  title,
  action = title,
  children,
  fields,
  mutation,
  onSuccess,
  onClose,
}: FormDialogProps<Body, Answer>) => {
  useReturnFocus();
  const errors = formErrors(
    mutation.error,
    fields.map(({ name }) => name),
  );
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    mutation.mutate(formFields(event.currentTarget) as Body, { onSuccess: (answer) => onSuccess?.(answer) });
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {children}
          <FormAlert message={errors.general} />
          {fields.map((field, index) => (
            <FormInput
              key={field.name}
              {...field}
              error={errors.forField(field.name, field.label)}
              data-autofocus={index === 0 || undefined}
            />
          ))}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {messages.actions.cancel}
            </Button>
            <Button type="submit" loading={mutation.isPending}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};

interface FormInputProps extends FormField<string> {
  error: string | undefined;
  'data-autofocus': true | undefined;
}

const FormInput = ({ type = 'text', choices, ...input }: FormInputProps) => {
  if (choices) return <NativeSelect data={choices} {...input} />;
  if (type === 'text') {
    return <TextInput maxLength={MAX_STRING_LENGTH} autoComplete="off" withAsterisk={false} {...input} />;
  }
  if (type === 'time') return <TextInput type="datetime-local" withAsterisk={false} {...input} />;
  if (type === 'code') {
    return (
      <TextInput maxLength={MAX_CODE_LENGTH} autoComplete="one-time-code" withAsterisk={false} {...input} />
    );
  }
  const limits =
    type === 'new-password' ? { minLength: MIN_PASSWORD_LENGTH, maxLength: MAX_PASSWORD_LENGTH } : {};
  return <PasswordInput autoComplete={type} withAsterisk={false} {...limits} {...input} />;
};
