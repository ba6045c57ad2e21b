import type { Readable } from 'node:stream';
import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiExtension, ApiOperation } from '@nestjs/swagger';
import type { AnswerTypes } from './answer-schemas.js';

type AnswerName = keyof AnswerTypes;

/** An error whose answer is of another type than ErrorAnswer. */
interface DescribedError {
  readonly description: string;
  readonly answer: AnswerName;
  readonly example: object;
}

interface DescribedRequest {
  /** A verb and a noun, such as `listSessions`. Clients call the operation by this name, so it must not change. */
  readonly id: string;
  /** The ids of the same operation at its older paths, by the last part of each path. */
  readonly olderIds?: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly description?: string;
  /** Describes each parameter in the path. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** An example of the request's body. */
  readonly body?: object | string;
  /** The content types of the body besides JSON, each with an example. */
  readonly bodyFormats?: Readonly<Record<string, string>>;
  /**
   * What the errors mean that not every operation can have, by status. The errors of every operation are described in
   * errors.ts.
   */
  readonly errors?: Readonly<Record<number, string | DescribedError>>;
}

interface DescribedAnswer<Name extends AnswerName> {
  readonly answer: Name;
  readonly example: AnswerTypes[Name];
  /** The status of the answer. Default: 200. */
  readonly status?: 200 | 201;
  /** Describes each header of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The content types of the answer besides JSON, each with an example. */
  readonly formats?: Readonly<Record<string, string>>;
}

/** An answer that is never JSON, such as server-sent events. */
type DescribedText = Required<Pick<DescribedAnswer<AnswerName>, 'formats'>> &
  Pick<DescribedAnswer<AnswerName>, 'headers'>;

/** What {@link Operation} says about a route. */
export type Described = DescribedRequest &
  Partial<Omit<DescribedAnswer<AnswerName>, 'status'>> & { readonly status: number };

/** The extension of the OpenAPI document that holds a {@link Described} until the document is complete. */
export const DESCRIBED = 'x-described';

type Handler<Result> = (...args: never[]) => Result | Promise<Result>;

type DecoratorOf<AnyHandler> = <Method extends AnyHandler>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void;

/**
 * Describes a route for the OpenAPI document, and sets the status of its answer. Without `answer` and `formats`, the
 * route answers 204. Does not compile if the handler returns another type than the answer, or if the example has
 * another type.
 */
export const Operation = ((
  described: DescribedRequest & Partial<DescribedAnswer<AnswerName>>,
): MethodDecorator => {
  const { id, summary, description, answer, formats, status = (answer ?? formats) ? 200 : 204 } = described;
  return applyDecorators(
    ApiOperation({ operationId: id, summary, description }),
    ApiExtension(DESCRIBED, { ...described, status }),
    HttpCode(status),
  );
}) as {
  <Name extends AnswerName>(
    described: DescribedRequest & DescribedAnswer<Name>,
  ): DecoratorOf<Handler<AnswerTypes[Name] | Readable>>;
  (described: DescribedRequest & DescribedText): DecoratorOf<Handler<unknown>>;
  (described: DescribedRequest): DecoratorOf<Handler<void>>;
};
