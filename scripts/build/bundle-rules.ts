// What a bundle may not carry. The decryptor never talks to a tenant's database, and the API functions never open a
// credential themselves: a package on the wrong side of that line is a mistake, however it got there.

import type { Metafile } from 'esbuild';
import { layerPackage } from '../../layers/shared/layer-modules.ts';

export type CredentialSourceKind = 'lambda' | 'in-process';

const sqlDrivers = ['mssql', 'tedious'];
const keyAndTableClients = ['@aws-sdk/client-kms', '@aws-sdk/client-dynamodb'];
const invokeClients = ['@aws-sdk/client-lambda'];
/** What makes and checks the published contract; it is finished when a bundle is made. */
const contractTools = ['@valibot/to-json-schema', 'ajv', '@redocly/openapi-core'];
const eventClients = ['@aws-sdk/client-eventbridge', '@aws-sdk/client-secrets-manager'];
const mailClients = ['@aws-sdk/client-sesv2'];
const sdkCore = ['@aws-sdk/core', '@smithy/node-http-handler'];
const clients = [...keyAndTableClients, ...invokeClients, ...eventClients];

/** The transport to AWS that a bundle was not built with is in no function at all; nobody waits for a mail, which goes by the SDK always. */
export const forbiddenForTransport = (transport: 'lean' | 'sdk', functionName: string): readonly string[] => {
  if (transport === 'sdk') return [];
  return functionName === 'notify-employee' ? clients : [...sdkCore, ...mailClients, ...clients];
};

export const forbiddenPackages = (functionName: string, source: CredentialSourceKind): readonly string[] => {
  if (functionName === 'decryptor') return [...sqlDrivers, ...invokeClients, ...contractTools];
  if (functionName === 'get-openapi') {
    return [...sqlDrivers, ...invokeClients, ...keyAndTableClients, ...contractTools];
  }
  if (functionName === 'payroll-webhook') {
    return [...sqlDrivers, ...invokeClients, '@aws-sdk/client-kms', 'valibot', ...contractTools];
  }
  return [...(source === 'lambda' ? keyAndTableClients : invokeClients), ...contractTools];
};

/** `node_modules/@scope/name/lib/x.js`, however deep it is nested, is `@scope/name`. */
export const packageOf = (input: string): string | undefined => {
  const inside = input.split('node_modules/').slice(1).at(-1);
  if (inside === undefined) return undefined;
  const [first = '', second = ''] = inside.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
};

const externalImports = (metafile: Metafile): string[] =>
  Object.values(metafile.outputs).flatMap(({ imports }) =>
    imports.filter(({ external }) => external === true).map(({ path }) => path),
  );

/** Modules of the layer that an output may ask for. */
export const findLayerImports = (metafile: Metafile): string[] => [
  ...new Set(
    externalImports(metafile)
      .filter((path) => path.startsWith(`${layerPackage}/`))
      .map((path) => path.slice(layerPackage.length + 1)),
  ),
];

/** Forbidden packages of which any byte is in an output, in the order of the rule. */
export const findForbiddenPackages = (metafile: Metafile, forbidden: readonly string[]): string[] => {
  const carried = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
  const packages = new Set(carried.map(packageOf));
  return forbidden.filter((name) => packages.has(name));
};

/** Every request waits for the decryptor, and every sender for the webhook: with our own transport they stay below this. */
const budgets: Readonly<Record<string, number>> = { decryptor: 80_000, 'payroll-webhook': 60_000 };

export const isOverBudget = (name: string, bytes: number, transport: 'lean' | 'sdk' = 'lean'): boolean =>
  transport === 'lean' && bytes > (budgets[name] ?? Number.POSITIVE_INFINITY);
