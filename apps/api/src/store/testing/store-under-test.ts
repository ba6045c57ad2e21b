import { afterAll, beforeAll } from '@jest/globals';

/** A new, empty store, and what lets go of it. */
export interface StoreUnderTest<S> {
  readonly store: S;
  /** The same database as another process would see it; where only one process can, the same store. */
  readonly another: S;
  close(): Promise<void>;
}

export type OpenStore<S> = () => Promise<StoreUnderTest<S>>;

/** Opens a store for the tests of a describe block. Opening takes time, so they share it and use keys of their own. */
export const useStore = <S>(open: OpenStore<S>): { readonly store: S; readonly another: S } => {
  let underTest: StoreUnderTest<S> | undefined;
  beforeAll(async () => {
    underTest = await open();
  });
  afterAll(async () => {
    await underTest?.close();
  });
  const opened = (): StoreUnderTest<S> => {
    if (!underTest) throw new Error('The store is not open yet');
    return underTest;
  };
  return {
    get store() {
      return opened().store;
    },
    get another() {
      return opened().another;
    },
  };
};
