import { Alert } from '@mantine/core';

/** Shows why a form was rejected. Screen readers read it out when it appears. */
export const FormAlert = ({ message }: { message: string | undefined }) => {
  if (message === undefined) return null;
  return (
    <Alert color="red" variant="light" role="alert">
      {message}
    </Alert>
  );
};
