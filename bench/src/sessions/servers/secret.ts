export const SECRET = 'a secret of this run, 32 characters or more';
