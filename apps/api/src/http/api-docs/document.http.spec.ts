import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { TestServer } from '../../testing/test-server.js';
import { operationsOf } from './document.js';
import { OPERATION_IDS } from './testing/operation-ids.js';
import { DocumentChecker } from './testing/document-checker.js';

interface Schema {
  readonly description?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}

let server: TestServer;
let document: OpenAPIObject;
let checker: DocumentChecker;

beforeAll(async () => {
  server = await TestServer.start();
  ({ body: document } = await server.call<OpenAPIObject>('GET', '/api/openapi.json'));
  checker = new DocumentChecker(document);
});

afterAll(() => server.close());

/** Returns each schema in `value`, with its place in the document. */
const schemasIn = (value: unknown, place: string): { place: string; schema: Schema }[] => {
  if (typeof value !== 'object' || value === null) return [];
  const deeper = Object.entries(value).flatMap(([name, each]) => schemasIn(each, `${place}/${name}`));
  return [{ place, schema: value }, ...deeper];
};

describe('The OpenAPI document', () => {
  it('is created when somebody first asks for it, not at the start', async () => {
    const create = jest.spyOn(SwaggerModule, 'createDocument');
    const other = await TestServer.start();
    try {
      expect(create).not.toHaveBeenCalled();
      for (const path of ['/api/openapi.json', '/api/docs-json']) await fetch(other.running.url + path);
      expect(create).toHaveBeenCalledTimes(1);
    } finally {
      await other.close();
      create.mockRestore();
    }
  });

  it('gives each operation an id of its own, the one in the list operation-ids.ts', () => {
    const ids = operationsOf(document).map(
      ({ method, path, operation }) => `${operation.operationId} ${method.toUpperCase()} ${path}`,
    );
    expect(ids.sort()).toEqual([...OPERATION_IDS].sort());
    const names = OPERATION_IDS.map((line) => line.split(' ')[0]);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z]+[A-Z]\w+$/.test(name ?? ''))).toEqual([]);
  });

  it('has a summary, a group and the security of each operation', () => {
    for (const { path, operation } of operationsOf(document)) {
      expect([path, operation]).toEqual([
        path,
        expect.objectContaining({
          summary: expect.stringMatching(/^.{8,}$/),
          tags: [expect.any(String)],
          security: expect.any(Array),
        }),
      ]);
    }
  });

  it('says of an operation which role and which credentials it needs', () => {
    const textOf = (path: string): unknown => document.paths[path]?.get?.description;
    expect(textOf('/api/v2/users')).toContain('Needs the role admin.');
    expect(textOf('/api/v2/sessions')).toContain('Needs one of the roles analyst, admin.');
    expect(document.paths['/api/v2/sessions']?.get?.security).toEqual([
      { bearer: [] },
      { custom: [] },
      { cookie: [] },
      { cookie_over_https: [] },
    ]);
    expect(document.paths['/sessman/get']?.get?.security).toContainEqual({ apikey: [] });
    expect(document.paths['/healthz']?.get).toMatchObject({ security: [] });
    expect(document.paths['/api/v2/auth/login']?.post).toMatchObject({ security: [] });
  });

  it('has the schema of each answer and of each error, with an example that obeys it', () => {
    for (const { path, operation } of operationsOf(document)) {
      for (const [status, response] of Object.entries(operation.responses)) {
        const { content = {}, description } = checker.resolve(response as object);
        const place = `${operation.operationId} ${path} ${status}`;
        expect([place, description, Object.keys(content)]).toEqual([
          place,
          expect.stringMatching(/\w/),
          status === '204' ? [] : expect.arrayContaining([expect.stringContaining('/')]),
        ]);
        for (const [type, { schema = { type: 'undescribed' }, example }] of Object.entries(content)) {
          expect([place, type, checker.problemsOf(schema, example)]).toEqual([place, type, []]);
        }
      }
    }
  });

  it('has an example of each body, which obeys its schema', () => {
    for (const { path, operation } of operationsOf(document)) {
      const { requestBody } = operation;
      if (!requestBody || !('content' in requestBody)) continue;
      for (const { schema = {}, example } of Object.values(requestBody.content)) {
        expect([path, example, checker.problemsOf(schema, example)]).toEqual([path, expect.anything(), []]);
      }
    }
  });

  it('describes each field of each schema', () => {
    const fields = schemasIn(document.components?.schemas, '').flatMap(({ place, schema }) =>
      place.endsWith('/properties') || typeof schema.properties !== 'object'
        ? []
        : Object.entries(schema.properties).map(([name, field]) => ({ place: `${place}/${name}`, field })),
    );
    expect(fields.filter(({ field }) => !field.description).map(({ place }) => place)).toEqual([]);
  });

  it('describes each parameter', () => {
    const parameters = operationsOf(document).flatMap(({ path, operation }) =>
      (operation.parameters ?? []).map((parameter) => ({ path, parameter })),
    );
    const undescribed = parameters.filter(
      ({ parameter }) => !('description' in parameter && parameter.description),
    );
    expect(
      undescribed.map(({ path, parameter }) => `${path} ${'name' in parameter ? parameter.name : ''}`),
    ).toEqual([]);
  });
});
