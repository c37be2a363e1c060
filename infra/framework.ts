// The Serverless Framework (osls), as much of it as is used, and the one place that leans on its inside.

import type { CloudFormationClientConfig } from '@aws-sdk/client-cloudformation';
import type { Json } from './template.ts';

export type FunctionConfig = {
  name: string;
  role?: string;
  environment?: Record<string, unknown>;
  vpc?: Json;
  provisionedConcurrency?: number;
  reservedConcurrency?: number;
  events?: object[];
  dependsOn?: string[];
  targetAlias?: { readonly name: string; readonly logicalId: string };
  readonly versionLogicalId?: string;
};

export type TemplateResource = {
  Type: string;
  Properties: Record<string, unknown>;
  [attribute: string]: unknown;
};

export type Service = {
  readonly service: string;
  readonly functions: Record<string, FunctionConfig>;
  readonly layers: Record<string, { path: string }>;
  readonly custom: {
    readonly deployment: Record<string, unknown> & { readonly tenantKey: Json };
    readonly tenantTable: string;
    readonly decryptorFunction: string;
    readonly metricNamespace: string;
  };
  readonly provider: {
    environment?: Record<string, unknown>;
    readonly httpApi: Record<string, unknown>;
    readonly compiledCloudFormationTemplate: {
      readonly Resources: Record<string, TemplateResource>;
      readonly Outputs: Record<string, { readonly Value: Json }>;
    };
  };
};

/** Region, credentials and so on, as each client of AWS's takes them. */
export type AwsClientConfig = Pick<CloudFormationClientConfig, 'region' | 'credentials'>;

export type Framework = {
  readonly serviceDir: string;
  readonly service: Service;
  readonly configurationInput: { readonly params: { readonly default: Readonly<Record<string, unknown>> } };
  readonly processedInput: {
    readonly commands: readonly string[];
    readonly options: { readonly param?: readonly string[] };
  };
  readonly getProvider: (name: 'aws') => {
    readonly getStage: () => string;
    readonly getAwsSdkV3Config: () => Promise<AwsClientConfig>;
    readonly naming: { readonly getStackName: () => string };
  };
  readonly pluginManager: { readonly plugins: readonly object[] };
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
};

/**
 * While it packages, the framework asks the account whether the layer is there already, only to spare an upload. Packaging
 * looks nothing up, so the question is left out; a deployment still asks it.
 */
export const leaveAccountAlone = ({ pluginManager }: Framework): void => {
  const asking = pluginManager.plugins.filter((plugin) => 'compareWithLastLayer' in plugin);
  if (asking.length !== 1) throw new Error('The framework compiles layers in another way than it did');
  for (const plugin of asking) Reflect.set(plugin, 'compareWithLastLayer', () => Promise.resolve());
};
