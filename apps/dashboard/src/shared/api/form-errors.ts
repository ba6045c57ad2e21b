import { ApiError } from './api-error.js';
import { describeError } from './describe-error.js';

export interface FormErrors {
  /** What is wrong with a field that the form shows under `label`: `New password must be …`. */
  forField: (field: string, label: string) => string | undefined;
  /** What is wrong beside that. */
  general: string | undefined;
}

/** Splits a refused form's error between its `fields` and the form as a whole; nothing is left unsaid. */
export const formErrors = (error: Error | null, fields: readonly string[]): FormErrors => {
  if (!error) return { forField: () => undefined, general: undefined };
  const refused = error instanceof ApiError ? error : undefined;
  const allPlaced =
    !!refused?.fieldErrors.length && refused.fieldErrors.every(({ field }) => fields.includes(field));
  return {
    forField: (field, label) => {
      const message = refused?.forField(field);
      return message && `${label} ${message}`;
    },
    general: allPlaced ? undefined : describeError(error),
  };
};
