import type { Persistence } from './operation.js';

/** The sessions that were created and not yet destroyed, in the order in which persistAllUserData persists them. */
export class ActiveSessions<Session extends { readonly key: string | undefined }> {
  private readonly persistences = new Map<Session, Persistence>();
  /** Several active sessions may share a key. The newest is last. */
  private readonly byKey = new Map<string, Session[]>();

  add(session: Session, persistence: Persistence): void {
    this.persistences.set(session, persistence);
    const { key } = session;
    if (key !== undefined) this.byKey.set(key, [...(this.byKey.get(key) ?? []), session]);
  }

  has(session: Session): boolean {
    return this.persistences.has(session);
  }

  findByKey(key: string): Session | undefined {
    return this.byKey.get(key)?.at(-1);
  }

  moveToEnd(session: Session): void {
    const persistence = this.persistences.get(session);
    if (!persistence) return;
    this.persistences.delete(session);
    this.persistences.set(session, persistence);
  }

  delete(session: Session): void {
    this.persistences.delete(session);
    const { key } = session;
    if (key === undefined) return;
    const others = this.byKey.get(key)?.filter((other) => other !== session) ?? [];
    if (others.length > 0) this.byKey.set(key, others);
    else this.byKey.delete(key);
  }

  /** Returns a copy, which later changes do not affect. */
  all(): [Session, Persistence][] {
    return [...this.persistences];
  }
}
