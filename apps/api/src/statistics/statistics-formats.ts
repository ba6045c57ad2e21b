import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Format, FormatQuery, StatisticsScope } from '@dwell/shared';
import type { FastifyReply } from 'fastify';
import { publicName } from '../auth/guard/caller.js';
import type { Table } from '../http/formats/columns.js';
import { Exports } from '../http/formats/exports.js';
import { readFormat } from '../http/formats/read-format.js';
import { csvWriter, ndjsonWriter, toFields, writeInParts } from '../http/formats/row-writers.js';
import { Streams } from '../http/streams.js';

/** Answers with a statistic in the format that the request asks for. */
@Injectable()
export class StatisticsFormats {
  constructor(
    private readonly streams: Streams,
    private readonly exports: Exports,
  ) {}

  /**
   * Resolves to the answer of `compute` if JSON is asked for, else to a file with the rows that `table` makes of the
   * answer. `compute` gets the format, because a file has no pages.
   */
  async answer<Answer extends StatisticsScope, Row>(
    { name, columns, rowsOf }: Table<Answer, Row>,
    query: FormatQuery,
    reply: FastifyReply,
    compute: (format: Format) => Promise<Answer>,
  ): Promise<Answer | Readable> {
    const { request } = reply;
    const format = readFormat(query, request, ['decimal', 'bom']);
    if (format === 'json') return compute(format);
    await this.streams.begin(reply, request.caller && publicName(request.caller));
    const answer = await compute(format);
    const { window, tz } = answer;
    const writer = format === 'csv' ? csvWriter(columns, { ...query, tz }) : ndjsonWriter(toFields(columns));
    return this.exports.send(reply, {
      format,
      name,
      window,
      tz,
      head: writer.head,
      parts: writeInParts(writer, [rowsOf(answer)]),
    });
  }
}
