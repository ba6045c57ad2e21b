/** Makes the types of libs/client from the OpenAPI document of the server. */
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { formatted } from './files.mjs';

/** The generated file, below the root of the repository. */
export const CLIENT_TYPES = 'libs/client/src/api.ts';

const HEADER = `/* Generated from the OpenAPI document of the server by \`npm run client\`. Do not edit. */
`;

/** An array without items, which openapi-typescript would give the type unknown[]. */
const EMPTY_ARRAY = ts.factory.createTupleTypeNode([]);

/** Returns the text of the generated file: the types of all paths, operations and schemas. */
export const clientTypes = async (document) => {
  const types = await openapiTS(document, {
    alphabetize: true,
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    transform: ({ type, maxItems }) => (type === 'array' && maxItems === 0 ? EMPTY_ARRAY : undefined),
  });
  return formatted(CLIENT_TYPES, HEADER + astToString(types));
};
