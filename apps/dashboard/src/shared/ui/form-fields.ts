/** Returns the texts that the user entered into a form, by field name. Leaves out empty fields. */
export const formFields = (form: HTMLFormElement): Record<string, string> => {
  const texts = [...new FormData(form)].filter(
    (field): field is [string, string] => typeof field[1] === 'string' && field[1] !== '',
  );
  return Object.fromEntries(texts);
};
