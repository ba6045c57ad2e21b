import { Alert } from '@mantine/core';

/** Why a form was refused; read out when it appears. */
export const FormAlert = ({ message, ...rest }: { message: string | undefined; 'data-testid'?: string }) => {
  if (message === undefined) return null;
  return (
    <Alert color="red" variant="light" role="alert" {...rest}>
      {message}
    </Alert>
  );
};
