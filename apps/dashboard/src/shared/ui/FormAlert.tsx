import { Alert } from '@mantine/core';

/** Shows why a form was rejected. Screen readers read it out when it appears. */
export const FormAlert = ({ message, ...rest }: { message: string | undefined; 'data-testid'?: string }) => {
  if (message === undefined) return null;
  return (
    <Alert color="red" variant="light" role="alert" {...rest}>
      {message}
    </Alert>
  );
};
