import type { PastRequest } from '../record-history.js';
import type { Answers, Query, Statistic } from './answers.js';
import { expectedAnswer } from './expected.js';
import { withoutErrors } from './figures.js';
import { HTTP_CLIENT } from './histories.js';
import { Recount } from './recount.js';
import { type CountedSession, recountSessions } from './sessions.js';
import type { Process } from './stage.js';

/** The number of requests, of all users, after which the requests of a user on one client go to another process. */
const REQUESTS_PER_TURN = 40;

/** A database that one or more processes use, beside a recount of everything that they recorded. */
export class PlayedDatabase {
  /** The sessions of earlier histories. No later request belongs to them. */
  private counted: readonly CountedSession[] = [];
  private readonly requests: PastRequest[] = [];
  private histories = 0;
  private turns = 0;
  private questions = 0;
  private time = 0;

  constructor(private readonly processes: readonly [Process, ...Process[]]) {}

  /** The time of the processes' clocks, in epoch milliseconds. */
  get now(): number {
    return this.time;
  }

  set now(time: number) {
    this.time = time;
    for (const { clock } of this.processes) clock.set(time);
  }

  /** Begins a history. Its clients get new names, so none of its pings continues a session of an earlier history. */
  beginHistory(): void {
    this.counted = [...this.counted, ...recountSessions(this.requests.splice(0))];
    this.histories++;
  }

  /**
   * Records requests in this order, each at its own time. The requests of a user on one client go to another process
   * every {@link REQUESTS_PER_TURN} requests.
   */
  async record(requests: readonly PastRequest[]): Promise<void> {
    for (let first = 0; first < requests.length; first += REQUESTS_PER_TURN) {
      await this.recordTurn(requests.slice(first, first + REQUESTS_PER_TURN));
    }
  }

  private async recordTurn(requests: readonly PastRequest[]): Promise<void> {
    const turn = this.turns++;
    const pending: Promise<void>[] = [];
    for (const { client = HTTP_CLIENT, ...rest } of requests) {
      const request = { ...rest, client: `${client} ${this.histories}` };
      const process = this.processAt(turn + request.username.length + client.length);
      process.clock.set(request.at);
      const recorded = process.record(request);
      pending.push(recorded);
      // A server reads its clock only when the request has arrived. So the clock must not change before.
      if (client === HTTP_CLIENT) await recorded;
      this.requests.push(request);
    }
    await Promise.all(pending);
  }

  /** Asks one of the processes. A ranking of users comes with the users of all its pages. */
  async ask<S extends Statistic>(statistic: S, query: Query): Promise<Answers[S]> {
    if (statistic === 'users') return (await this.askRanking(query)) as Answers[S];
    return this.processAt(this.questions++).ask(statistic, query);
  }

  private async askRanking(query: Query): Promise<Answers['users']> {
    const { next_cursor: cursor, ...page } = await this.processAt(this.questions++).ask('users', query);
    if (cursor === undefined) return page;
    if (cursor === query.cursor) throw new Error('A page of the ranking leads to itself');
    const rest = await this.askRanking({ ...query, cursor });
    return { ...rest, users: [...page.users, ...rest.users] };
  }

  /**
   * Asks one of the processes, and returns the answer beside the expected one. Figures of the answer that are near
   * enough to the expected ones are replaced by these.
   */
  async compare(
    statistic: Statistic,
    query: Query & { readonly from: number; readonly to: number },
    recount = this.recount(),
  ): Promise<{ readonly actual: unknown; readonly expected: unknown }> {
    const actual = await this.ask(statistic, query);
    const expected = expectedAnswer(statistic, recount, query, actual);
    return { actual: withoutErrors(actual, expected), expected };
  }

  recount(): Recount {
    return new Recount([...this.counted, ...recountSessions(this.requests)], this.now);
  }

  async close(): Promise<void> {
    for (const process of this.processes) await process.close();
  }

  private processAt(index: number): Process {
    return this.processes[index % this.processes.length] ?? this.processes[0];
  }
}
