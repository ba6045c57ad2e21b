/**
 * Makes JSON Schemas of the answers from their TypeScript types in libs/shared. So the types and the OpenAPI document
 * are one definition (docs/adr/0137).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createGenerator } from 'ts-json-schema-generator';
import { formatted, pathOf } from './files.mjs';

/** The generated file, below the root of the repository. */
export const ANSWER_SCHEMAS = 'apps/api/src/http/api-docs/answer-schemas.ts';

const CONTRACT = pathOf('libs/shared/src/contract');

const HEADER = `/* Generated from the types in libs/shared/src/contract by \`npm run client\`. Do not edit. */
`;

/** Returns the names of the answers: all exported interfaces and types whose name ends with Answer. */
const answerNames = () =>
  readdirSync(CONTRACT)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .flatMap((file) => [
      ...readFileSync(`${CONTRACT}/${file}`, 'utf8').matchAll(/^export (?:interface|type) (\w+Answer)\b/gm),
    ])
    .map(([, name]) => name)
    .sort();

/** Returns the text of the generated file: the schema of each answer, and of each type that answers contain. */
export const answerSchemas = async () => {
  const names = answerNames();
  const generator = createGenerator({
    path: pathOf('libs/shared/src/index.ts'),
    tsconfig: pathOf('libs/shared/tsconfig.json'),
    type: '*',
    expose: 'export',
    jsDoc: 'extended',
    additionalProperties: true,
    skipTypeCheck: true,
    sortProps: false,
  });
  const schemas = Object.assign({}, ...names.map((name) => generator.createSchema(name).definitions));
  const sorted = Object.fromEntries(
    Object.entries(schemas)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, schema]) => [name, toOpenApi(schema)]),
  );
  return formatted(
    ANSWER_SCHEMAS,
    `${HEADER}import type * as shared from '@dwell/shared';

/** The answers of the API by their names in the OpenAPI document. */
export interface AnswerTypes {
  ${names.map((name) => `${name}: shared.${name};`).join('\n')}
}

/** The JSON schemas of all answers, and of the types that the answers contain. */
export const ANSWER_SCHEMAS: Readonly<Record<string, object>> = ${JSON.stringify(sorted)};
`,
  );
};

/** Converts a schema of draft 7 to OpenAPI 3.1, whose tuples have `prefixItems`. */
const toOpenApi = (schema) => {
  if (Array.isArray(schema)) return schema.map(toOpenApi);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref, description, properties, items, ...rest } = schema;
  return {
    ...($ref && { $ref: $ref.replace('#/definitions/', '#/components/schemas/') }),
    ...(description && { description: plainText(description) }),
    ...eachOf(rest),
    ...(properties && { properties: eachOf(properties) }),
    ...(items && itemsOf(schema)),
  };
};

const eachOf = (schemas) =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, toOpenApi(schema)]));

const itemsOf = ({ items, minItems, maxItems }) => {
  const isTuple = Array.isArray(items) || (minItems !== undefined && minItems === maxItems);
  return isTuple ? { prefixItems: [items].flat().map(toOpenApi), items: false } : { items: toOpenApi(items) };
};

/** Returns the text of a comment without its links and line breaks. */
const plainText = (comment) => comment.replace(/\{@link ([^}]*)\}/g, '$1').replace(/\s*\n\s*(?![-\n])/g, ' ');
