import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Format } from '@dwell/shared';
import type { FastifyReply } from 'fastify';
import { Streams } from '../streams.js';
import { MEDIA_TYPES } from './read-format.js';
import { wallClock } from './wall-clock.js';

export type ExportFormat = Exclude<Format, 'json'>;

/** A file for the caller. */
export interface Export {
  readonly format: ExportFormat;
  readonly name: string;
  /** The time window of the rows, in epoch seconds. It becomes a part of the file's name. */
  readonly window: { readonly from: number | undefined; readonly to: number };
  readonly tz: string;
  readonly head: string;
  /** The text after the head, in parts. Each part is a function that makes its text when it is called. */
  readonly parts: AsyncGenerator<() => string>;
}

/** Sends files of CSV and NDJSON. */
@Injectable()
export class Exports {
  constructor(private readonly streams: Streams) {}

  /**
   * Returns the file as a stream of Node, and sets the headers of the answer. Each part is made only when the client
   * has read the parts before it; when the client leaves, no more parts are made. `streams.begin` must have been called
   * before.
   */
  send(reply: FastifyReply, { format, name, window, tz, head, parts }: Export): Readable {
    void reply
      .type(`${MEDIA_TYPES[format]}; charset=utf-8`)
      .header('content-disposition', `attachment; filename="${fileName(name, window, tz)}.${format}"`);
    return Readable.from(this.write(head, parts), { objectMode: false });
  }

  private async *write(head: string, parts: Export['parts']): AsyncGenerator<string> {
    if (head !== '') yield head;
    for await (const part of parts) yield this.streams.takeTurn(part);
  }
}

/**
 * Returns the name of the file, which says what the rows are and from which time:
 * `dwell-sessions_2026-03-02_to_2026-03-09T1030`.
 */
const fileName = (name: string, { from, to }: Export['window'], tz: string): string => {
  const toWallTime = wallClock(tz);
  const stamp = (seconds: number): string => {
    const [date, clock = ''] = toWallTime(seconds).split(' ');
    const minutes = clock.slice(0, 5).replace(':', '');
    return minutes === '0000' ? `${date}` : `${date}T${minutes}`;
  };
  return `dwell-${name}${from === undefined ? '_until' : `_${stamp(from)}_to`}_${stamp(to)}`;
};
