import type { BrowserContext } from 'playwright-core';

/** Chromium's message about an error answer. It is ignored, because the answers themselves are watched. */
const ERROR_ANSWER_MESSAGE = /^Failed to load resource: the server responded with a status of/;

/**
 * Returns a list that collects the problems of a context's pages: errors in the console, which include violations of
 * the content security policy; uncaught errors; and answers from status 400 on, as `404 GET /path`. Leaves out problems
 * that begin with one of `expected`.
 */
export const watchProblems = (context: BrowserContext, expected: readonly string[]): string[] => {
  const problems: string[] = [];
  const note = (problem: string): void => {
    if (!expected.some((prefix) => problem.startsWith(prefix))) problems.push(problem);
  };
  context.on('console', (message) => {
    if (message.type() === 'error' && !ERROR_ANSWER_MESSAGE.test(message.text())) note(message.text());
  });
  context.on('weberror', (error) => note(String(error.error())));
  context.on('response', (response) => {
    if (response.status() < 400) return;
    const request = response.request();
    note(`${String(response.status())} ${request.method()} ${new URL(response.url()).pathname}`);
  });
  return problems;
};
