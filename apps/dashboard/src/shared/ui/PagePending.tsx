import { LoadingState } from './LoadingState.js';

/** A page whose code or permission is still on its way. */
export const PagePending = () => <LoadingState lines={8} />;
