// The types of the API for the page, made from the published contract.

import { pathToFileURL } from 'node:url';
import openapiTs, { astToString } from 'openapi-typescript';

/** @param documentFile docs/openapi.json */
export const makeSchema = async (documentFile: string): Promise<string> => {
  const nodes = await openapiTs(pathToFileURL(documentFile), {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    alphabetize: true,
  });
  return `// Made from docs/openapi.json by \`npm run openapi\`; not to be changed by hand.\n\n${astToString(nodes)}`;
};
