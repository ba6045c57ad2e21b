/** Thrown when the server can't start and the reason is known: one clear line for each problem. */
export class StartError extends Error {
  constructor(
    readonly problems: readonly string[],
    options?: ErrorOptions,
  ) {
    super(problems.join('\n'), options);
  }
}

/** Thrown when another process of the server could not start. `lines` say why, for the person who starts the server. */
export class ExplainedError extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

/**
 * Returns why the server can't start, in lines for the person who started it; with the stack if the cause is unknown.
 */
export const explainStartError = (error: unknown): string[] => {
  if (error instanceof ExplainedError) return [...error.lines];
  if (error instanceof StartError) return error.problems.map((problem) => `Dwell can't start: ${problem}`);
  const { code, syscall, port, address, hostname } = error as Partial<Record<string, unknown>>;
  const where = `port ${String(port)} on ${String(address)}`;
  if (code === 'EADDRINUSE') {
    return [`Dwell can't start: ${where} is taken; stop the other program or set PORT to another one`];
  }
  if (code === 'EACCES' && port !== undefined) {
    return [`Dwell can't start: ${where} needs rights that this user lacks; set PORT to 1024 or higher`];
  }
  if (syscall === 'getaddrinfo' || code === 'EADDRNOTAVAIL' || code === 'EINVAL') {
    const host = String(hostname ?? address);
    return [`Dwell can't start: HOST is not an address of this machine (${host}: ${String(code)})`];
  }
  return [`Dwell can't start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
};
