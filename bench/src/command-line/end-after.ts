/**
 * A signal that aborts when `stop` does, or after so many milliseconds. Node 20 may collect an AbortSignal.timeout
 * that only AbortSignal.any refers to, and then never aborts.
 */
export const endAfter = (stop: AbortSignal, ms: number): AbortSignal => {
  const end = new AbortController();
  const abort = (): void => {
    end.abort();
  };
  stop.addEventListener('abort', abort, { once: true });
  setTimeout(abort, ms);
  return end.signal;
};
