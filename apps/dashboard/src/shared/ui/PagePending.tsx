import { LoadingState } from './LoadingState.js';

/** A page whose code or permission is still on its way. */
export function PagePending() {
  return <LoadingState lines={8} />;
}
