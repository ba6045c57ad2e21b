import { ModelSessionStore } from './model-session-store.js';
import { describeSessionStore } from './session-store.conformance.js';

describeSessionStore('The model', () => {
  const store = new ModelSessionStore();
  return Promise.resolve({ store, another: store, close: () => Promise.resolve() });
});
