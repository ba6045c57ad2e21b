import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type ErrorAnswer, isTimeZone, parseDecimal } from '@dwell/shared';
import { type Answer, TestServer } from '../../../testing/test-server.js';
import { operationsOf } from '../document.js';
import { DocumentChecker } from './document-checker.js';

interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly example?: unknown;
}

/** A parameter or a field of an operation's body. */
interface Field {
  readonly name: string;
  readonly place: 'path' | 'query' | 'body';
  readonly schema: Schema;
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly fields: readonly Field[];
  /** The schema of the body; undefined if the operation takes none. */
  readonly body: Schema | undefined;
}

const TEXTS = [
  ...['[a,b]', 'a,b', '[a,]', ',b', '[]', '[', ']', '[[a],b]'],
  ...['', ' ', 'a', 'é', '日本', 'null', 'true', 'False', 'a\0b', '__proto__', '[object Object]'],
];
const NUMBERS = ['0', '1', '-1', '2.5', '0x10', '1e3', '+1', ' 1', '.5', '5.', '1700000000', '1700000000000'];
const NESTED: readonly unknown[] = [
  [],
  ['a'],
  ['a', 'b'],
  ['a', 'b', 'c'],
  [''],
  [5],
  [null],
  [['a']],
  {},
  { a: 1 },
];

/** Returns a text of this length. It is also a legal password, because it does not repeat a single character. */
const textOf = (length: number): string => (length > 0 ? 'y'.padStart(length, 'x') : '');

/** Returns odd texts and numbers for any schema, and texts on both sides of each limit of `schema`. */
const textsFor = ({ type, minLength = 0, maxLength, ...schema }: Schema): string[] => [
  ...TEXTS,
  ...NUMBERS,
  ...(schema.enum ?? []).flatMap((choice) => [
    String(choice),
    String(choice).toUpperCase(),
    `${String(choice)} `,
  ]),
  ...[minLength - 1, minLength, maxLength ?? 0, (maxLength ?? 0) + 1]
    .filter((length) => type === 'string' && length >= 0)
    .map(textOf),
  ...numbersFor(schema).map(String),
];

const numbersFor = ({ minimum, maximum }: Schema): number[] =>
  [minimum, maximum].flatMap((bound) => (bound === undefined ? [] : [bound - 1, bound, bound + 1]));

const valuesFor = (schema: Schema): unknown[] => [
  ...(schema.oneOf ?? [schema]).flatMap(textsFor),
  ...[null, true, false, 0, 1, -1, 2.5, 1e300, ...numbersFor(schema)],
  ...NESTED,
  ...(schema.maxItems === undefined ? [] : [Array<string>(schema.maxItems + 1).fill('a')]),
];

/** Returns the value that a server that obeys `schema` reads from the text of a parameter. */
const readText = ({ type, items }: Schema, text: string): unknown => {
  if (type === 'number' || type === 'integer') return parseDecimal(text) ?? text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return items ? [text] : text;
};

/** Returns a value that `schema` allows. */
const sampleOf = ({ example, enum: choices, type, minLength = 1 }: Schema): unknown => {
  if (example !== undefined) return example;
  if (choices) return choices[0];
  return type === 'boolean' ? true : type === 'string' ? textOf(minLength) : 1;
};

/** Matches messages that refuse a field because of other fields. By itself, the field is legal. */
const DEPENDS_ON_OTHERS = /^(must be before to|would give more than|(view_duration )?needs the parameter)/;

/**
 * Whether the server refuses values of a parameter for reasons that no schema can say: a group does not exist, or the
 * window is too long. parameters.suite.ts tests these.
 */
const dependsOnMore = (path: string, name: string): boolean =>
  /^(not_)?groups(\[\])?$/.test(name) ||
  (path.endsWith('/heatmap') && name === 'from') ||
  (path.endsWith('/concurrency') && name === 'bucket');

/**
 * Compares what the OpenAPI document says about the calls with these paths with what the server does.
 * @param leastCalls the least number of calls that have these paths
 */
export const describeApiDocs = (
  which: string,
  leastCalls: number,
  isCovered: (path: string) => boolean,
): void => {
  describe(`The OpenAPI document, for ${which},`, () => {
    let server: TestServer;
    let key: string;
    let document: OpenAPIObject;
    let checker: DocumentChecker;
    beforeAll(async () => {
      server = await TestServer.start();
      key = await server.createKey({ name: 'admin', role: 'admin', session_data: true });
      ({ body: document } = await server.call<OpenAPIObject>('GET', '/api/openapi.json'));
      checker = new DocumentChecker(document);
    });
    afterAll(() => server.close());

    const ajv = new Ajv2020({
      strict: false,
      formats: { 'iana-time-zone': isTimeZone, cursor: () => false },
    });

    const resolve = (schema: Schema): Schema => {
      const [object] = schema.anyOf ?? [];
      if (object) return { ...resolve(object), type: ['object', 'null'] };
      if (schema.$ref === undefined) return schema;
      return document.components?.schemas?.[schema.$ref.split('/').at(-1) ?? ''] ?? {};
    };

    const calls = (under = '/api/v2/'): Call[] =>
      operationsOf(document)
        .filter(({ path }) => path.startsWith(under) && isCovered(path))
        .map(({ method, path, operation }) => {
          const content =
            operation.requestBody && 'content' in operation.requestBody && operation.requestBody.content;
          const schema = content && (content['application/json']?.schema as Schema | undefined);
          const body = schema ? resolve(schema) : undefined;
          const parameters = (operation.parameters ?? []).flatMap((parameter): Field[] =>
            'in' in parameter && (parameter.in === 'query' || parameter.in === 'path')
              ? [{ name: parameter.name, place: parameter.in, schema: parameter.schema ?? {} }]
              : [],
          );
          const properties = Object.entries(body?.properties ?? {}).map(([name, property]): Field => ({
            name,
            place: 'body',
            schema: property,
          }));
          return { method: method.toUpperCase(), path, fields: [...parameters, ...properties], body };
        });

    const allowedBy = (schema: Schema): ((value: unknown) => boolean) => {
      const validate = ajv.compile(schema);
      return (value) => validate(value);
    };

    const send = (
      { method, path, body }: Call,
      { query = '', param = 'some', json }: { query?: string; param?: string; json?: unknown },
    ): Promise<Answer<ErrorAnswer>> =>
      server.call<ErrorAnswer>(method, path.replace(/\{\w+\}/g, encodeURIComponent(param)) + query, {
        key,
        user: 'ann',
        body: body && json,
      });

    const sampleBody = ({ body }: Call): Record<string, unknown> =>
      Object.fromEntries(
        (body?.required ?? []).map((name) => [name, sampleOf(body?.properties?.[name] ?? {})] as const),
      );

    /** Returns whether the server refuses the value of this field by itself, whatever the values of the others. */
    const isRefused = ({ status, body }: Answer<ErrorAnswer | undefined>, name: string): boolean =>
      status === 400 &&
      (body?.errors ?? []).some(
        ({ field, message }) =>
          field.split('.')[0] === name.replace('[]', '') && !DEPENDS_ON_OTHERS.test(message),
      );

    it('has at least the expected number of calls', () => {
      expect([...calls(), ...calls('/sessman/')].length).toBeGreaterThanOrEqual(leastCalls);
    });

    it('lists the errors that every call can answer', () => {
      for (const { operation } of operationsOf(document)) {
        const statuses = ['400', '401', '403', '408', '421', '429', '431', '503'];
        expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(statuses));
      }
    });

    it('lists limits for every text and number in queries and bodies', () => {
      const fields = calls().flatMap(({ fields }) => fields.filter(({ place }) => place !== 'path'));
      for (const { name, schema } of fields.flatMap(({ name, schema }) =>
        (schema.oneOf ?? [schema]).map((each) => ({ name, schema: each.items ?? each })),
      )) {
        const { type, enum: choices, maxLength, maximum, ...more } = schema;
        const isLimited =
          type === 'boolean' ||
          [choices, maxLength, maximum].some((limit) => limit !== undefined) ||
          'pattern' in more ||
          'format' in more;
        expect([name, schema, isLimited]).toEqual([name, schema, true]);
      }
    });

    /** Returns the values for which the document and the server disagree. */
    const disagreements = async <T>(
      values: readonly T[],
      isAllowed: (value: T) => boolean,
      isRefused: (value: T) => Promise<boolean>,
    ): Promise<{ value: T; allowed: boolean }[]> => {
      const outcomes = values.map(async (value) => ({
        value,
        allowed: isAllowed(value),
        refused: await isRefused(value),
      }));
      return (await Promise.all(outcomes))
        .filter(({ allowed, refused }) => allowed === refused)
        .map(({ value, allowed }) => ({ value, allowed }));
    };

    it('allows exactly the values of query parameters that the server accepts, apart from rules that no schema can say', async () => {
      for (const call of calls()) {
        for (const { name, schema } of call.fields.filter(({ place }) => place === 'query')) {
          if (dependsOnMore(call.path, name)) continue;
          const isAllowed = allowedBy(schema);
          const found = await disagreements(
            [...new Set(textsFor(schema.items ?? schema))],
            (text) => isAllowed(readText(schema, text)),
            async (text) => {
              const query = `?${new URLSearchParams([[name, text]])}`;
              return isRefused(await send(call, { query, json: sampleBody(call) }), name);
            },
          );
          expect([call.method, call.path, name, found]).toEqual([call.method, call.path, name, []]);
        }
      }
    });

    it('allows exactly the values of fields in bodies that the server accepts', async () => {
      for (const call of calls()) {
        for (const { name, schema } of call.fields.filter(({ place }) => place === 'body')) {
          const found = await disagreements(valuesFor(schema), allowedBy(schema), async (value) =>
            isRefused(await send(call, { json: { ...sampleBody(call), [name]: value } }), name),
          );
          expect([call.method, call.path, name, found]).toEqual([call.method, call.path, name, []]);
        }
      }
    });

    it('requires exactly the fields of bodies that the server requires', async () => {
      for (const call of calls()) {
        for (const { name } of call.fields.filter(({ place }) => place === 'body')) {
          // JSON has no undefined, so the field is not sent.
          const others = { ...sampleBody(call), [name]: undefined };
          const isRequired = call.body?.required?.includes(name) ?? false;
          const answer = await send(call, { json: others });
          expect([call.path, name, isRefused(answer, name)]).toEqual([call.path, name, isRequired]);
        }
      }
    });

    it('allows exactly the values of parameters that sessman accepts in queries and bodies', async () => {
      const sessman = calls('/sessman/');
      for (const call of sessman) {
        for (const { name, place, schema } of call.fields) {
          const isAllowed = allowedBy(schema);
          const found = await disagreements<unknown>(
            place === 'query' ? textsFor(schema) : valuesFor(schema),
            isAllowed,
            async (value) => {
              const query = place === 'query' ? `?${new URLSearchParams([[name, String(value)]])}` : '';
              const { status, body } = await send(call, { query, json: query ? {} : { [name]: value } });
              return status === 400 && body.error.startsWith(`${name} must`);
            },
          );
          expect([call.method, call.path, place, name, found]).toEqual([
            call.method,
            call.path,
            place,
            name,
            [],
          ]);
        }
      }
    });

    it('describes the errors 400, 413 and 415 of every call in the shape that they have', async () => {
      for (const call of [...calls(), ...calls('/sessman/')]) {
        const expectDescribed = ({ status, headers, body }: Answer<unknown>, expected: number): void => {
          const { method, path } = call;
          const contentType = headers.get('content-type');
          const problems = checker.problemsOfAnswer({ method, path, status, contentType, body });
          expect([path, status, problems]).toEqual([path, expected, []]);
        };
        expectDescribed(await send(call, { query: '?%ff=1', json: {} }), 400);
        if (!call.body) continue;
        const sendRaw = (raw: string, charset: string): Promise<Answer> => {
          const headers = { 'content-type': `application/json; charset=${charset}` };
          return server.call(call.method, call.path, { key, raw, headers });
        };
        expectDescribed(await sendRaw('{}', 'utf-16'), 415);
        expectDescribed(await sendRaw(JSON.stringify('x'.repeat(2 ** 21)), 'utf-8'), 413);
      }
    });

    it('allows exactly the kinds of bodies that the server accepts', async () => {
      for (const call of calls().filter(({ body }) => body !== undefined)) {
        const bodies = [null, true, 5, 'text', [], [{}], [sampleBody(call)], sampleBody(call)];
        const isAllowed = (json: unknown): boolean => checker.problemsOf(call.body ?? {}, json).length === 0;
        const found = await disagreements<unknown>(bodies, isAllowed, async (json) => {
          const { status, body } = await send(call, { json });
          // A list of items is accepted, and each of its items by itself.
          const outcomes = status === 200 ? ((body as { results?: ErrorAnswer[] }).results ?? []) : [];
          return [{ ...body, statusCode: status }, ...outcomes].some(
            ({ statusCode, errors }) => statusCode === 400 && errors !== undefined,
          );
        });
        expect([call.method, call.path, found]).toEqual([call.method, call.path, []]);
      }
    });

    it('names every field that a body may have, except in pings, where other fields are ignored', async () => {
      const PINGS = /\/(sessionstart|keepalives?|session[-_]hide|session_tracepath)$/;
      for (const call of calls().filter(({ body }) => body !== undefined)) {
        const refused: string[] = [];
        for (const name of ['other', 'constructor', 'toString', 'hasOwnProperty', 'USERNAME', 'a.b', '']) {
          const answer = await send(call, { json: { ...sampleBody(call), [name]: 'x' } });
          if (answer.status === 400 && answer.body.errors?.some(({ field }) => field === name))
            refused.push(name);
        }
        expect([call.path, refused.length]).toEqual([call.path, PINGS.test(call.path) ? 0 : 7]);
      }
    });

    it('names the parameters in paths, and the server answers 5xx to none of many odd values of these parameters', async () => {
      const params = [...TEXTS, ...NUMBERS, 'x'.repeat(513), 'x'.repeat(3_000), '😀', 'a/b'].filter(Boolean);
      for (const call of calls()) {
        for (const { name } of call.fields.filter(({ place }) => place === 'path')) {
          const found = await disagreements(
            params,
            () => true,
            async (param) => (await send(call, { param, json: sampleBody(call) })).status >= 500,
          );
          expect([call.method, call.path, name, found]).toEqual([call.method, call.path, name, []]);
        }
      }
    });
  });
};
