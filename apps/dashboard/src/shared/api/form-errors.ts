import { ApiError } from './api-error.js';
import { describeError } from './describe-error.js';

interface FormErrors {
  /**
   * Returns a field's error as a sentence that begins with the field's label: `New password must be …`. Returns
   * undefined if the field has no error.
   */
  forField: (field: string, label: string) => string | undefined;
  /** The error to show above the form; undefined if there is none, or if the fields show it. */
  general: string | undefined;
}

/**
 * Splits the error of a rejected form between its `fields` and the form as a whole. If the form does not show one of
 * the rejected fields, the text above the form names all of them, so that every error is shown.
 */
export const formErrors = (error: Error | null, fields: readonly string[]): FormErrors => {
  if (!error) return { forField: () => undefined, general: undefined };
  const rejected = error instanceof ApiError ? error : undefined;
  const allShown =
    !!rejected?.fieldErrors.length && rejected.fieldErrors.every(({ field }) => fields.includes(field));
  return {
    forField: (field, label) => {
      const message = rejected?.forField(field);
      return message && `${label} ${message}`;
    },
    general: allShown ? undefined : describeError(error),
  };
};
