import { formatInteger } from '@dwell/programs';

/** An answer to a request, or the lack of one; times on one clock, in milliseconds. */
export interface Answer<Server, Client> {
  readonly server: Server;
  readonly client: Client;
  /** Undefined where there was none. */
  readonly status: number | undefined;
  readonly sentAt: number;
  readonly at: number;
}

/** What clients were answered, and when. */
export class AnswerLog<Server, Client> {
  private readonly answers: Answer<Server, Client>[] = [];

  note(answer: Answer<Server, Client>): void {
    this.answers.push(answer);
  }

  get longestWaitMs(): number {
    return this.answers.reduce((longest, { sentAt, at }) => Math.max(longest, at - sentAt), 0);
  }

  /** Requests that were neither done nor refused for now. */
  get strange(): number {
    return this.answers.filter(({ status }) => !isOk(status) && status !== 503).length;
  }

  /** When a server first answered a request with 2xx from `time` on; Infinity where it did not. */
  firstOkOf(server: Server, time: number): number {
    return this.firstOk(time, (answer) => answer.server === server);
  }

  /** When a client was first answered 2xx from `time` on; Infinity where it was not. */
  firstOkFor(client: Client, time: number): number {
    return this.firstOk(time, (answer) => answer.client === client);
  }

  private firstOk(time: number, matches: (answer: Answer<Server, Client>) => boolean): number {
    return (
      this.answers.find((answer) => answer.at >= time && isOk(answer.status) && matches(answer))?.at ??
      Infinity
    );
  }

  /** How many answers of each status came in a time, as `200: 1,234, 503: 5`. */
  describe(from: number, to: number): string {
    const counts = new Map<string, number>();
    for (const { status, at } of this.answers) {
      if (at < from || at >= to) continue;
      const name = status?.toString() ?? 'no answer';
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const parts = [...counts].sort().map(([name, count]) => `${name}: ${formatInteger(count)}`);
    return parts.join(', ') || 'nothing';
  }
}

export const isOk = (status: number | undefined): boolean =>
  status !== undefined && status >= 200 && status < 300;
