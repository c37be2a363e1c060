// What parameters change in the functions and in their API before the framework compiles them; the rest is in the functions' own fragments.

import { liveAlias, liveAliasId } from './canary.ts';
import { provisionedAlias, readyAtFirst } from './concurrency.ts';
import type { Service } from './framework.ts';
import { functionsSecurityGroup } from './network.ts';
import { payrollAlias, payrollAliasId } from './payroll.ts';
import type { DeploymentSettings } from './settings.ts';
import { allFunctions, canaryFunctions, getAtt, type Stack } from './template.ts';
import { formatWebhookSource } from '../shared/webhook/webhook-source.ts';

/** The alias that callers of the decryptor name, exactly when there is one. */
const decryptorAlias = (stack: Stack, settings: DeploymentSettings): string | undefined => {
  if (settings.canary !== undefined) return liveAlias;
  return readyAtFirst(stack, settings, stack.decryptor) > 0 ? provisionedAlias : undefined;
};

const decryptorAliasId = ({ decryptor }: Stack, settings: DeploymentSettings): string =>
  settings.canary === undefined
    ? decryptor.lambdaId.replace(/LambdaFunction$/, 'ProvConcLambdaAlias')
    : liveAliasId(decryptor);

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
  const alias = decryptorAlias(stack, settings);
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
      if (hasAliases) config.environment = { ...config.environment, DEPOSITS_PAYROLL_ALIAS: payrollAlias };
      continue;
    }

    const environment = { ...config.environment };
    if (settings.credentialSource === 'in-process') {
      delete environment['DEPOSITS_DECRYPTOR_FUNCTION'];
      environment['DEPOSITS_TENANT_TABLE'] = stack.tenantTable;
      environment['DEPOSITS_KMS_KEY_ID'] = stack.tenantKeyArn;
    } else if (it === stack.payrollSender && hasAliases) {
      environment['DEPOSITS_DECRYPTOR_QUALIFIER'] = payrollAlias;
      config.dependsOn = [...(config.dependsOn ?? []), payrollAliasId];
    } else if (alias !== undefined) {
      environment['DEPOSITS_DECRYPTOR_QUALIFIER'] = alias;
      // The alias has to be there before the first call.
      config.dependsOn = [...(config.dependsOn ?? []), decryptorAliasId(stack, settings)];
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
