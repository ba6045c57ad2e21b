import { formatInteger } from '@dwell/programs';

/** The answer to one request, or the lack of an answer. All times are milliseconds of one clock. */
export interface Answer<Server, Client> {
  readonly server: Server;
  readonly client: Client;
  /** Undefined when no answer came. */
  readonly status: number | undefined;
  readonly sentAt: number;
  readonly at: number;
}

/** Collects the answers that clients got, with their times. */
export class AnswerLog<Server, Client> {
  private readonly answers: Answer<Server, Client>[] = [];

  note(answer: Answer<Server, Client>): void {
    this.answers.push(answer);
  }

  get longestWaitMs(): number {
    return this.answers.reduce((longest, { sentAt, at }) => Math.max(longest, at - sentAt), 0);
  }

  /** Counts the requests that got another answer than 2xx or 503, or none. */
  get unexpected(): number {
    return this.answers.filter(({ status }) => !isOk(status) && status !== 503).length;
  }

  /** Returns when `server` first answered 2xx at `time` or later; Infinity when it never did. */
  firstOkOf(server: Server, time: number): number {
    return this.firstOk(time, (answer) => answer.server === server);
  }

  /** Returns when `client` first got a 2xx at `time` or later; Infinity when it never did. */
  firstOkFor(client: Client, time: number): number {
    return this.firstOk(time, (answer) => answer.client === client);
  }

  private firstOk(time: number, matches: (answer: Answer<Server, Client>) => boolean): number {
    return (
      this.answers.find((answer) => answer.at >= time && isOk(answer.status) && matches(answer))?.at ??
      Infinity
    );
  }

  /** Describes by status the answers from `from` up to, not including, `to`: `200: 1,234, 503: 5`. */
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
