import { RequestTimeoutException } from '@nestjs/common';
import { Transform, type Readable } from 'node:stream';

export interface ArrivalLimits {
  readonly maxBytes?: number;
  /** How long the body may take to arrive, in milliseconds. */
  readonly maxMs?: number;
  /** Makes the error for a body of more than `maxBytes`, and passes it to `done`. Without it, no body is too large. */
  readonly onTooLong?: (done: (error: Error) => void) => void;
}

/**
 * Returns `body` as a stream that fails when the body becomes too long, or with a RequestTimeoutException when it takes
 * too long. The connection stays open for an answer.
 */
export const limitArrival = (
  body: Readable,
  { maxBytes = Infinity, maxMs, onTooLong }: ArrivalLimits,
): Readable => {
  let received = 0;
  const limited = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      if (received > maxBytes && onTooLong) onTooLong(done);
      else done(null, chunk);
    },
  });
  if (maxMs !== undefined) {
    const timer = setTimeout(() => {
      limited.destroy(new RequestTimeoutException('The body took too long to arrive'));
    }, maxMs).unref();
    limited.once('close', () => {
      clearTimeout(timer);
    });
  }
  // After the timeout, it is possible that nobody listens any more. An error without a listener would end the process.
  limited.on('error', () => undefined);
  body.once('error', (error) => limited.destroy(error));
  return body.pipe(limited);
};
