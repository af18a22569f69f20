// Options of openapi-ts; `scripts/languages/typescript.py` says where the documents are.
import { defineConfig } from '@hey-api/openapi-ts';

const { BATCHLINE_DOCUMENTS: documents, BATCHLINE_OUTPUT: output } = process.env;

// Servers add values to enums. `string & {}` keeps every value and still lets editors offer the known ones.
const open = {
  enum: ({ $, nodes, schema, ...context }) =>
    schema.items?.every((item) => item.type === 'string')
      ? $.type.or(nodes.base({ $, nodes, schema, ...context }), $.type.and($.type('string'), $.type.object()))
      : $.type('number'),
};

export default defineConfig([
  {
    input: `${documents}/openapi.yaml`,
    output: { path: `${output}/api`, importFileExtension: '.js' },
    logs: { file: false },
    plugins: [
      { name: '@hey-api/client-fetch', runtimeConfigPath: '../config.js' },
      { name: '@hey-api/typescript', '~resolvers': open },
      '@hey-api/sdk',
    ],
  },
  {
    input: `${documents}/lines.yaml`,
    output: { path: `${output}/lines`, importFileExtension: '.js' },
    logs: { file: false },
    plugins: ['@hey-api/typescript'],
  },
]);
