import type { BrowserContext } from 'playwright-core';

/** Chromium's own note that an answer was a refusal; the answers themselves are watched. */
const REFUSAL_NOTE = /^Failed to load resource: the server responded with a status of/;

/**
 * Gathers what goes wrong on a context's pages: errors in the console (violations of the content security policy are
 * among them), errors that nobody caught, and answers from 400 on that are not among `refusals`.
 */
export const watchProblems = (context: BrowserContext, refusals: readonly string[]): readonly string[] => {
  const problems: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error' && !REFUSAL_NOTE.test(message.text())) problems.push(message.text());
  });
  context.on('weberror', (error) => problems.push(String(error.error())));
  context.on('response', (response) => {
    if (response.status() < 400) return;
    const request = response.request();
    const refusal = `${String(response.status())} ${request.method()} ${new URL(response.url()).pathname}`;
    if (!refusals.includes(refusal)) problems.push(refusal);
  });
  return problems;
};
