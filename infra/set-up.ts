// What parameters change in the functions and in their API before the framework compiles them; the rest is in the functions' own fragments.

import { liveAlias, liveAliasId } from './canary.ts';
import { provisionedAlias, readyAtFirst } from './concurrency.ts';
import { callerAliasId, depositsAlias, grantTable, payrollAlias } from './decryptor-callers.ts';
import type { Service } from './framework.ts';
import { functionsSecurityGroup } from './network.ts';
import type { DeploymentSettings } from './settings.ts';
import { allFunctions, canaryFunctions, getAtt, type DeployedFunction, type Stack } from './template.ts';
import { formatWebhookSource } from '../shared/webhook/webhook-source.ts';

/** What a caller of the decryptor names, and the resource that has to be there before its first call. */
type Qualifier = { readonly alias: string; readonly logicalId: string };

const granted = (alias: string): Qualifier => ({ alias, logicalId: callerAliasId(alias) });

/** @param hasAliases the emulator knows functions by their names only */
const qualifierOf = (
  stack: Stack,
  settings: DeploymentSettings,
  it: DeployedFunction,
  hasAliases: boolean,
): Qualifier | undefined => {
  const isGranted = hasAliases && settings.decryptorAliases !== 'off';
  const { decryptor } = stack;
  if (isGranted && it === stack.payrollSender) return granted(payrollAlias);
  if (settings.canary !== undefined) return { alias: liveAlias, logicalId: liveAliasId(decryptor) };
  if (readyAtFirst(stack, settings, decryptor) > 0) {
    const logicalId = decryptor.lambdaId.replace(/LambdaFunction$/, 'ProvConcLambdaAlias');
    return { alias: provisionedAlias, logicalId };
  }
  return isGranted ? granted(depositsAlias) : undefined;
};

/** A container that is always ready needs no waking, and one that opens credentials itself asks nobody. */
const wakesDecryptor = (stack: Stack, settings: DeploymentSettings): boolean =>
  settings.wakesDecryptor &&
  // A start knows no tenant, and could wake nobody's container.
  !settings.isDecryptorIsolated &&
  settings.credentialSource === 'lambda' &&
  readyAtFirst(stack, settings, stack.decryptor) === 0;

/** What is set only when a parameter asks for it; the rest is in the functions' own fragments. */
export const setUpFunctions = (
  stack: Stack,
  service: Service,
  settings: DeploymentSettings,
  hasAliases: boolean,
): void => {
  const table = grantTable(settings);
  for (const it of allFunctions(stack)) {
    const config = service.functions[it.key];
    if (config === undefined) continue;
    config.role = it.roleId;
    if (settings.canary !== undefined && canaryFunctions(stack).includes(it)) {
      config.targetAlias = { name: liveAlias, logicalId: liveAliasId(it) };
    }
    const isDecryptor = it === stack.decryptor;
    const isOfPayroll = stack.payrollFunctions.includes(it);
    if (!isDecryptor && !isOfPayroll && !stack.databaseFunctions.includes(it)) continue;
    const ready = readyAtFirst(stack, settings, it);
    if (ready > 0) config.provisionedConcurrency = ready;
    if (isDecryptor) {
      if (hasAliases && table !== undefined) {
        config.environment = { ...config.environment, DEPOSITS_DECRYPTOR_GRANTS: table };
      }
      continue;
    }

    const environment = { ...config.environment };
    const qualifier = qualifierOf(stack, settings, it, hasAliases);
    if (settings.credentialSource === 'in-process') {
      delete environment['DEPOSITS_DECRYPTOR_FUNCTION'];
      environment['DEPOSITS_TENANT_TABLE'] = stack.tenantTable;
      environment['DEPOSITS_KMS_KEY_ID'] = stack.tenantKeyArn;
    } else if (qualifier !== undefined) {
      environment['DEPOSITS_DECRYPTOR_QUALIFIER'] = qualifier.alias;
      config.dependsOn = [...(config.dependsOn ?? []), qualifier.logicalId];
    }
    if (settings.isDecryptorIsolated && settings.credentialSource === 'lambda') {
      environment['DEPOSITS_DECRYPTOR_ISOLATED'] = 'on';
    }
    if (wakesDecryptor(stack, settings) && !isOfPayroll) environment['DEPOSITS_WAKE_DECRYPTOR'] = 'on';
    config.environment = environment;
    if (settings.network !== undefined) {
      config.vpc = {
        securityGroupIds: [getAtt(functionsSecurityGroup, 'GroupId')],
        subnetIds: settings.network.subnetIds,
      };
    }
  }
};

/** The parameters of the webhook: whom it hears, and how much of the account's concurrency its public URL may take. */
export const setUpWebhook = (
  stack: Stack,
  service: Service,
  { webhookConcurrency }: DeploymentSettings,
): void => {
  const config = service.functions[stack.webhook.key];
  if (config === undefined) return;
  config.environment = {
    ...config.environment,
    DEPOSITS_WEBHOOK_SOURCES: stack.webhookSources.map(formatWebhookSource).join(','),
  };
  if (webhookConcurrency > 0) config.reservedConcurrency = webhookConcurrency;
};

export const setUpPayroll = (
  stack: Stack,
  service: Service,
  { payrollConcurrency }: DeploymentSettings,
): void => {
  const config = service.functions[stack.payrollSender.key];
  if (config !== undefined && payrollConcurrency > 0) config.reservedConcurrency = payrollConcurrency;
};

export const setUpApi = ({ provider }: Service, { allowedOrigins, domain }: DeploymentSettings): void => {
  if (domain !== undefined) provider.httpApi['disableDefaultEndpoint'] = true;
  if (allowedOrigins.length === 0) return;
  provider.httpApi['cors'] = {
    allowedOrigins: [...allowedOrigins],
    allowedMethods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'],
    allowedHeaders: [
      'authorization',
      'content-type',
      'if-match',
      'if-none-match',
      'idempotency-key',
      'traceparent',
      'tracestate',
    ],
    exposedResponseHeaders: [
      'etag',
      'location',
      'retry-after',
      'ratelimit',
      'ratelimit-policy',
      'link',
      'idempotency-replayed',
      'www-authenticate',
      'x-request-id',
      'allow',
    ],
    maxAge: 600,
  };
};
