// What CloudFormation would refuse in a template, found without an account: unknown resource types and properties, missing
// required ones, values of the wrong type (AWS's own resource schemas), references to nothing, and circles.

import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Property, PropertyType, Resource, SpecDatabase } from '@aws-cdk/service-spec-types';
import type { Template } from './packaged-project.ts';

let loaded: SpecDatabase | undefined;
const specification = (): SpecDatabase => (loaded ??= loadAwsServiceSpecSync());

const specOf = (type: string): Resource | undefined =>
  specification().lookup('resource', 'cloudFormationType', 'equals', type)[0];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isIntrinsic = (value: unknown): value is Record<string, unknown> => {
  if (!isRecord(value)) return false;
  const names = Object.keys(value);
  return names.length === 1 && (names[0] === 'Ref' || names[0]!.startsWith('Fn::'));
};

type Properties = Readonly<Record<string, Property>>;

const propertyFaults = (properties: Properties, values: Record<string, unknown>, path: string): string[] => [
  ...Object.entries(properties)
    .filter(([name, { required }]) => required === true && values[name] === undefined)
    .map(([name]) => `${path}.${name} is required`),
  ...Object.entries(values).flatMap(([name, value]) => {
    const property = properties[name];
    return property === undefined
      ? [`${path}.${name} is not known`]
      : typeFaults(property.type, value, `${path}.${name}`);
  }),
];

const listFaults = (element: PropertyType, value: unknown, path: string): string[] =>
  Array.isArray(value)
    ? value.flatMap((item, index) => typeFaults(element, item, `${path}[${index}]`))
    : [`${path} must be a list`];

const typeFaults = (type: PropertyType, value: unknown, path: string): string[] => {
  if (isIntrinsic(value)) return [];
  switch (type.type) {
    case 'string':
    case 'date-time':
      return typeof value === 'string' ? [] : [`${path} must be text`];
    case 'number':
      return typeof value === 'number' ? [] : [`${path} must be a number`];
    case 'integer':
      return Number.isInteger(value) ? [] : [`${path} must be a whole number`];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${path} must be true or false`];
    case 'array':
      return listFaults(type.element, value, path);
    case 'map':
      return isRecord(value)
        ? Object.entries(value).flatMap(([name, item]) => typeFaults(type.element, item, `${path}.${name}`))
        : [`${path} must be a map`];
    case 'ref': {
      const { properties } = specification().get('typeDefinition', type.reference);
      return isRecord(value) ? propertyFaults(properties, value, path) : [`${path} must be an object`];
    }
    case 'union': {
      const each = type.types.map((one) => typeFaults(one, value, path));
      return each.some((faults) => faults.length === 0) ? [] : (each[0] ?? []);
    }
    case 'tag':
    case 'json':
    case 'null':
      return [];
  }
};

export const schemaFaults = ({ Resources }: Template): string[] =>
  Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
    const spec = specOf(Type);
    if (spec === undefined) return [`${id}: ${Type} is not known`];
    return propertyFaults(spec.properties, Properties ?? {}, id);
  });

type Reference = { readonly target: string; readonly attribute: string | undefined };

const referencesIn = (value: unknown): Reference[] => {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isRecord(value)) return [];
  if (isIntrinsic(value)) {
    const { Ref: ref, 'Fn::GetAtt': getAtt, 'Fn::Sub': sub } = value;
    if (typeof ref === 'string') return [{ target: ref, attribute: undefined }];
    if (typeof getAtt === 'string') {
      const [target = '', ...attribute] = getAtt.split('.');
      return [{ target, attribute: attribute.join('.') }];
    }
    if (Array.isArray(getAtt)) return [{ target: String(getAtt[0]), attribute: String(getAtt[1]) }];
    if (sub !== undefined) {
      const [text, variables] = Array.isArray(sub) ? sub : [sub, {}];
      const own = new Set(Object.keys(Object(variables)));
      const names = [...String(text).matchAll(/\$\{([^!][^}]*)\}/g)].map(([, name = '']) => name);
      return [
        ...referencesIn(variables),
        ...names
          .filter((name) => !own.has(name))
          .map((name) => {
            const [target = '', ...attribute] = name.split('.');
            return { target, attribute: attribute.length === 0 ? undefined : attribute.join('.') };
          }),
      ];
    }
  }
  return Object.values(value).flatMap(referencesIn);
};

const pseudoParameters = new Set(
  [
    'AccountId',
    'NoValue',
    'NotificationARNs',
    'Partition',
    'Region',
    'StackId',
    'StackName',
    'URLSuffix',
  ].map((name) => `AWS::${name}`),
);

const referenceFault = (template: Template, { target, attribute }: Reference): string | undefined => {
  if (attribute === undefined && pseudoParameters.has(target)) return undefined;
  if (attribute === undefined && target in (template.Parameters ?? {})) return undefined;
  const resource = template.Resources[target];
  if (resource === undefined) return `${target} does not exist`;
  if (attribute === undefined) return undefined;
  const known = Object.keys(specOf(resource.Type)?.attributes ?? {});
  return known.includes(attribute) ? undefined : `${target} (${resource.Type}) has no ${attribute}`;
};

const dependenciesOf = (resource: Template['Resources'][string]): string[] => [
  ...[resource.DependsOn ?? []].flat(),
  ...referencesIn(resource).map(({ target }) => target),
];

const findCircle = ({ Resources }: Template): readonly string[] | undefined => {
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    const resource = Resources[id];
    if (resource === undefined || done.has(id)) return undefined;
    for (const next of dependenciesOf(resource)) {
      const circle = visit(next, [...path, id]);
      if (circle !== undefined) return circle;
    }
    done.add(id);
    return undefined;
  };
  for (const id of Object.keys(Resources)) {
    const circle = visit(id, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
};

export const referenceFaults = (template: Template): string[] => {
  const dangling = Object.entries({ ...template.Resources, Outputs: template.Outputs }).flatMap(
    ([id, part]) =>
      referencesIn(part).flatMap((reference) => {
        const fault = referenceFault(template, reference);
        return fault === undefined ? [] : [`${id}: ${fault}`];
      }),
  );
  const missing = Object.entries(template.Resources).flatMap(([id, { DependsOn = [] }]) =>
    [DependsOn]
      .flat()
      .filter((target) => template.Resources[target] === undefined)
      .map((target) => `${id} depends on ${target}, which does not exist`),
  );
  const circle = findCircle(template);
  return [...dangling, ...missing, ...(circle === undefined ? [] : [`a circle: ${circle.join(' → ')}`])];
};
