import type { BrowserContext } from 'playwright-core';

/** Chromium's own note that an answer was a refusal; the answers themselves are watched. */
const REFUSAL_NOTE = /^Failed to load resource: the server responded with a status of/;

/**
 * Gathers what goes wrong on a context's pages: errors in the console (violations of the content security policy are
 * among them), errors that nobody caught, and answers from 400 on, as `404 GET /path`; but not what is expected to go wrong.
 */
export const watchProblems = (context: BrowserContext, expected: readonly string[]): readonly string[] => {
  const problems: string[] = [];
  const note = (problem: string): void => {
    if (!expected.some((beginning) => problem.startsWith(beginning))) problems.push(problem);
  };
  context.on('console', (message) => {
    if (message.type() === 'error' && !REFUSAL_NOTE.test(message.text())) note(message.text());
  });
  context.on('weberror', (error) => note(String(error.error())));
  context.on('response', (response) => {
    if (response.status() < 400) return;
    const request = response.request();
    note(`${String(response.status())} ${request.method()} ${new URL(response.url()).pathname}`);
  });
  return problems;
};
