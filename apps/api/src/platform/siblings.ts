/**
 * The other processes of this server (`WORKERS`). Processes of other servers on the same database are not among them.
 */
export abstract class Siblings {
  /**
   * Tells all siblings that stored identities have changed. Resolves when their listeners have run. Waits only for some
   * seconds for a sibling that does not respond.
   */
  abstract tellIdentitiesChanged(): Promise<void>;

  /** Calls the listener whenever a sibling tells that identities have changed. */
  abstract onIdentitiesChanged(listener: () => void): void;
}

/** The siblings of a server with one process. */
export class NoSiblings extends Siblings {
  override tellIdentitiesChanged(): Promise<void> {
    return Promise.resolve();
  }

  override onIdentitiesChanged(): void {
    // The listener is never called, because there are no siblings.
  }
}
