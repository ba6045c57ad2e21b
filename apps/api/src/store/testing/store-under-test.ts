import { afterAll, beforeAll } from '@jest/globals';

/** A new, empty store. `close` closes and removes it. */
export interface StoreUnderTest<S> {
  readonly store: S;
  /** A second connection to the same database, like another process; the same store if only one can be open. */
  readonly another: S;
  close(): Promise<void>;
}

export type OpenStore<S> = () => Promise<StoreUnderTest<S>>;

/** Opens one store for all tests of a describe block, to save time. The tests must use different keys. */
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
