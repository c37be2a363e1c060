// From the schemas that validate at run time to those of the document. The converter does the work; what it cannot know is
// said here: which kinds a lazy schema can turn out to be, and what the domain asks of a value.

import { toJsonSchemaDefs, type JsonSchema } from '@valibot/to-json-schema';
import { allocation } from '#shared/api-contract/direct-deposit-request';
import { describeRules, memberRules, type Facets } from './member-rules.ts';
import { answerSchemas, requestSchemas, schemaDescriptions } from './schemas.ts';

export type SchemaObject = Readonly<Record<string, unknown>>;

export const schemaRef = (name: string): SchemaObject => ({ $ref: `#/components/schemas/${name}` });

const allocationKinds = [
  'FixedAllocationRequest',
  'PercentageAllocationRequest',
  'RemainderAllocationRequest',
];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const convert = (definitions: typeof requestSchemas | typeof answerSchemas): Record<string, JsonSchema> =>
  toJsonSchemaDefs(
    { ...definitions },
    {
      target: 'draft-2020-12',
      typeMode: 'output',
      ignoreActions: ['readonly'],
      overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
      overrideSchema: ({ valibotSchema }) =>
        valibotSchema === allocation
          ? { oneOf: allocationKinds.map((name) => ({ $ref: `#/components/schemas/${name}` })) }
          : undefined,
    },
  );

const ruledMember = (schemaName: string, name: string, member: unknown): unknown => {
  const rule = memberRules[`${schemaName}.${name}`] ?? memberRules[name];
  if (rule === undefined) throw new Error(`${schemaName}: nothing is said of what ${name} has to be`);
  if (!isRecord(member)) return member;
  const ruled = withRules(schemaName, member);
  const items = isRecord(ruled['items']) ? { items: { ...ruled['items'], ...rule.itemFacets } } : {};
  const description = describeRules(rule);
  return { ...ruled, ...items, ...rule.facets, ...(description === undefined ? {} : { description }) };
};

/** Adds to each member of a request, at any depth, what the domain asks of it. */
const withRules = (schemaName: string, schema: Facets): Record<string, unknown> => {
  const { properties, items } = schema;
  const ruledProperties = isRecord(properties)
    ? Object.fromEntries(
        Object.entries(properties).map(([name, member]) => [name, ruledMember(schemaName, name, member)]),
      )
    : undefined;
  return {
    ...schema,
    ...(ruledProperties === undefined ? {} : { properties: ruledProperties }),
    ...(isRecord(items) ? { items: withRules(schemaName, items) } : {}),
  };
};

const described = (name: string, schema: SchemaObject): SchemaObject => {
  const descriptions: Readonly<Record<string, string>> = schemaDescriptions;
  const description = descriptions[name];
  return description === undefined ? schema : { description, ...schema };
};

/** Definitions that the converter numbers by itself are those of lazy schemas, for which another one was given. */
const named = (
  schemas: Readonly<Record<string, JsonSchema>>,
  names: Readonly<Record<string, unknown>>,
  finish: (name: string, schema: Facets) => SchemaObject,
): Record<string, SchemaObject> =>
  Object.fromEntries(
    Object.keys(names).map((name) => [name, described(name, finish(name, { ...schemas[name] }))]),
  );

export const toJsonSchemas = (): Record<string, SchemaObject> => ({
  ...named(convert(requestSchemas), requestSchemas, withRules),
  ...named(convert(answerSchemas), answerSchemas, (_name, schema) => schema),
});
