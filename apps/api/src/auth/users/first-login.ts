/** The name of the account that the first start creates. */
export const FIRST_ADMIN = 'admin';

/**
 * Returns how to log in with a generated password, as a framed block that stands out among the lines of the log.
 * @param url the server's URL; undefined if its start failed after the account was created
 */
export const describeFirstLogin = (url: string | undefined, password: string): string => {
  const lines = [
    url === undefined ? 'The start failed, but it created this account:' : `First start: log in at ${url}`,
    '',
    `  username  ${FIRST_ADMIN}`,
    `  password  ${password}`,
    '',
    'Log in with it once: the dashboard then asks for a password of your own.',
    'It is not shown again.',
  ];
  const width = Math.max(...lines.map(({ length }) => length));
  const edge = `+${'-'.repeat(width + 2)}+`;
  return ['', edge, ...lines.map((line) => `| ${line.padEnd(width)} |`), edge, '', ''].join('\n');
};
