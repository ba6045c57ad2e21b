import type { OpenAPIObject } from '@nestjs/swagger';
import type { AnswerTypes } from './answer-schemas.js';

type Components = NonNullable<OpenAPIObject['components']>;

/** A response in the OpenAPI document, or a reference to a shared one. */
export type Response = NonNullable<Components['responses']>[string];

/** Responses by their status. */
export type Responses = Record<string, Response>;

interface Content {
  readonly description: string;
  /** The name of the answer's type; undefined if the answer is never JSON. */
  readonly answer?: keyof AnswerTypes | undefined;
  readonly example?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly formats?: Readonly<Record<string, string>> | undefined;
}

/** Returns the response of an answer in JSON, and in the content types of `formats`, each with its example. */
export const contentOf = ({ description, answer, example, headers, formats = {} }: Content): Response => ({
  description,
  ...(headers && {
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, about]) => [
        name,
        { description: about, schema: { type: 'string' } },
      ]),
    ),
  }),
  content: {
    ...(answer && { 'application/json': { schema: { $ref: `#/components/schemas/${answer}` }, example } }),
    ...Object.fromEntries(
      Object.entries(formats).map(([type, text]) => [type, { schema: { type: 'string' }, example: text }]),
    ),
  },
});
