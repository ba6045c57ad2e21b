import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { isTimeZone } from '@dwell/shared';
import { operationsOf } from '../document.js';

interface Content {
  readonly schema?: object;
  readonly example?: unknown;
}

interface DescribedResponse {
  readonly $ref?: string;
  readonly description?: string;
  readonly content?: Readonly<Record<string, Content>>;
}

export interface Answered {
  readonly method: string;
  /** With or without a query. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string | null;
  readonly body: unknown;
}

/** Returns a schema that allows only the properties that it names. The same holds for all schemas in it. */
const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const each = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  return typeof each['properties'] === 'object' &&
    each['type'] === 'object' &&
    !('additionalProperties' in each)
    ? { ...each, additionalProperties: false }
    : each;
};

/** Checks values against the OpenAPI document. A field that the document does not name counts as a fault. */
export class DocumentChecker {
  private readonly ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    formats: { 'iana-time-zone': isTimeZone, cursor: true },
  });
  private readonly operations: {
    readonly method: string;
    readonly pattern: RegExp;
    readonly responses: Readonly<Record<string, DescribedResponse>>;
  }[];
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(private readonly document: OpenAPIObject) {
    this.ajv.addSchema({ $id: 'document', components: closed(document.components) });
    this.operations = operationsOf(document).map(({ method, path, operation }) => ({
      method: method.toUpperCase(),
      pattern: new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}/?$`),
      responses: operation.responses as Readonly<Record<string, DescribedResponse>>,
    }));
  }

  /** Returns the response itself in place of a reference to a shared one. */
  resolve(response: DescribedResponse): DescribedResponse {
    const name = response.$ref?.split('/').at(-1);
    return name === undefined ? response : (this.document.components?.responses?.[name] as DescribedResponse);
  }

  /** Returns what is wrong with `value` by this schema of the document; an empty list if nothing is. */
  problemsOf(schema: object, value: unknown): string[] {
    const text = JSON.stringify(closed(schema)).replaceAll('"#/components/', '"document#/components/');
    const validate = this.validators.get(text) ?? this.ajv.compile(JSON.parse(text) as object);
    this.validators.set(text, validate);
    validate(value);
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }

  /** Returns what is wrong with an answer; an empty list if nothing is, or if the document has no such operation. */
  problemsOfAnswer({ method, path, status, contentType, body }: Answered): string[] {
    const [pathname] = path.split('?');
    const operation = this.operations.find(
      (each) => each.method === method && each.pattern.test(pathname ?? ''),
    );
    if (!operation) return [];
    const response = operation.responses[status];
    if (!response) return [`status ${status} is not described`];
    const { content } = this.resolve(response);
    if (contentType === null) return content && status !== 204 ? ['the content type is missing'] : [];
    const { schema } = content?.[contentType.split(';')[0] ?? ''] ?? {};
    if (!schema) return [`the content type ${contentType} is not described`];
    return contentType.startsWith('application/json') ? this.problemsOf(schema, body) : [];
  }
}
