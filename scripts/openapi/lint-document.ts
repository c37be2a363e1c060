// The linter's recommended rules on a document: its structure, and that every example fits its schema, every reference leads
// somewhere, every part is used, every operation has a name of its own.

import { createConfig, lintFromString } from '@redocly/openapi-core';

/** One line for each fault: where, and what. */
export const lintDocument = async (text: string): Promise<readonly string[]> => {
  const config = await createConfig({
    extends: ['recommended-strict'],
    rules: {
      'no-unused-components': 'error',
      'no-invalid-media-type-examples': 'error',
      'no-invalid-parameter-examples': 'error',
      'no-invalid-schema-examples': 'error',
      // The product is not published under a licence; where it runs is each deployment's own.
      'info-license': 'off',
    },
  });
  const found = await lintFromString({ source: text, absoluteRef: 'openapi.json', config });
  return found.map(({ ruleId, message, location }) => {
    const place = location.map(({ pointer }) => pointer ?? '').join(' ');
    return `${place} ${message} (${ruleId})`;
  });
};
