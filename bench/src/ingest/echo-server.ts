import fastify from 'fastify';

/** The baseline for HTTP: a Fastify server that only checks and answers a keepalive, with compiled schemas. */
const PATH = {
  type: 'array',
  items: { type: 'string', minLength: 1, maxLength: 512 },
  minItems: 1,
  maxItems: 2,
} as const;

const server = fastify({ bodyLimit: 16 * 1024 });
server.post(
  '/api/v2/keepalive',
  {
    schema: {
      body: {
        type: 'object',
        required: ['visible', 'path'],
        properties: {
          visible: { type: 'boolean' },
          path: PATH,
          page_id: { type: 'string', minLength: 1, maxLength: 512 },
          client_id: { type: 'string', minLength: 1, maxLength: 512 },
          elapsed_ms: { type: 'integer', minimum: 0 },
        },
      },
      response: {
        200: {
          type: 'object',
          properties: {
            description: { type: 'string' },
            time: { type: 'number' },
            visible: { type: 'boolean' },
            paths: PATH,
          },
        },
      },
    },
  },
  (request) => {
    const { visible, path } = request.body as { visible: boolean; path: string[] };
    return Promise.resolve({
      description: 'Session keepalive',
      time: Date.now() / 1000,
      visible,
      paths: path,
    });
  },
);
console.log(await server.listen({ port: 0, host: '127.0.0.1' }));
process.once('SIGTERM', () => process.exit(0));
