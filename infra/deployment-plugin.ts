// Turns the deployment's parameters into the template: reads them once, refuses what cannot be deployed, gives each function
// its settings before the framework compiles it, and adds the resources that depend on parameters when it has.

import { isAbsolute, join, relative } from 'node:path';
import { buildLayer } from '../layers/shared/build-layer.ts';
import { alarmResources, canaryAlarmIds, canaryAlarms } from './alarms.ts';
import { canaryResources, liveAlias, liveAliasId } from './canary.ts';
import { concurrencyResources, provisionedAlias } from './concurrency.ts';
import { dashboard } from './dashboard.ts';
import { domainResources } from './domain.ts';
import { eventResources } from './events.ts';
import { leaveAccountAlone, type Framework, type FunctionConfig, type Service } from './framework.ts';
import { logKey } from './log-key.ts';
import { addMethodRoutes } from './method-routes.ts';
import { functionsSecurityGroup, networkResources } from './network.ts';
import { operatorPolicies, roles } from './roles.ts';
import { pageOutputs, pageResources } from './page.ts';
import { SettingsError } from './parameters.ts';
import { payrollAlias, payrollAliasId, payrollResources } from './payroll.ts';
import { parseSettings, refuseUnknownParameters, type DeploymentSettings } from './settings.ts';
import {
  allFunctions,
  canaryFunctions,
  getAtt,
  pascal,
  ref,
  toDeployedFunction,
  type DeployedFunction,
  type Resources,
  type Stack,
} from './template.ts';
import { resolveWebhookSources } from './webhook-names.ts';
import { formatWebhookSource } from '../shared/webhook/webhook-source.ts';

const decryptorKey = 'decryptor';
const webhookKey = 'payroll-webhook';
const payrollSenderKey = 'send-payroll-changes';
const payrollQueueKey = 'queue-payroll-runs';
const notifierKey = 'notify-employee';

/** A function whose fragment does not name the decryptor has no use for credentials, nor for databases. */
const asksDecryptor = (config: FunctionConfig | undefined): boolean =>
  config?.environment !== undefined && 'DEPOSITS_DECRYPTOR_FUNCTION' in config.environment;

const tellsSender = (config: FunctionConfig | undefined): boolean =>
  config?.environment !== undefined && 'DEPOSITS_PAYROLL_SENDER_FUNCTION' in config.environment;

const isOfApi = (config: FunctionConfig | undefined): boolean =>
  config?.events?.some((event) => 'httpApi' in event) ?? false;

/** Read before anything is set up: the fragments say what each function is for. */
const stackOf = (framework: Framework, settings: DeploymentSettings): Stack => {
  const { service } = framework;
  const deployed = Object.entries(service.functions).map(([key, { name }]) =>
    toDeployedFunction(key, name, `${pascal(key)}Role`),
  );
  const find = (wanted: string): DeployedFunction => {
    const found = deployed.find(({ key }) => key === wanted);
    if (found === undefined) throw new Error(`serverless.yml declares no ${wanted}`);
    return found;
  };
  const decryptor = find(decryptorKey);
  const apiFunctions = deployed.filter(({ key }) => isOfApi(service.functions[key]));
  const eventFunctions = deployed.filter((it) => it !== decryptor && !apiFunctions.includes(it));
  const name = `${service.service}-${framework.getProvider('aws').getStage()}`;
  const sources = resolveWebhookSources(name, settings.webhookSources);
  if (!sources.ok) throw new SettingsError(`webhookSources: ${sources.failure}`);
  return {
    name,
    tenantTable: service.custom.tenantTable,
    decryptorFunction: service.custom.decryptorFunction,
    metricNamespace: service.custom.metricNamespace,
    tenantKeyArn: service.custom.deployment.tenantKey,
    decryptor,
    apiFunctions,
    databaseFunctions: apiFunctions.filter(({ key }) => asksDecryptor(service.functions[key])),
    writers: apiFunctions.filter(({ key }) => tellsSender(service.functions[key])),
    eventFunctions,
    payrollFunctions: eventFunctions.filter(({ key }) => asksDecryptor(service.functions[key])),
    webhook: find(webhookKey),
    payrollSender: find(payrollSenderKey),
    payrollQueue: find(payrollQueueKey),
    notifier: find(notifierKey),
    webhookSources: sources.value,
  };
};

/** The alias that callers of the decryptor name, exactly when there is one. */
const decryptorAlias = ({ canary, decryptorConcurrency }: DeploymentSettings): string | undefined => {
  if (canary !== undefined) return liveAlias;
  return decryptorConcurrency.least > 0 ? provisionedAlias : undefined;
};

const decryptorAliasId = ({ decryptor }: Stack, settings: DeploymentSettings): string =>
  settings.canary === undefined
    ? decryptor.lambdaId.replace(/LambdaFunction$/, 'ProvConcLambdaAlias')
    : liveAliasId(decryptor);

/** What is set only when a parameter asks for it; the rest is in the functions' own fragments. */
const setUpFunctions = (
  stack: Stack,
  service: Service,
  settings: DeploymentSettings,
  hasAliases: boolean,
): void => {
  const alias = decryptorAlias(settings);
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
    const { least } = isDecryptor ? settings.decryptorConcurrency : settings.apiConcurrency;
    if (least > 0 && !isOfPayroll) config.provisionedConcurrency = least;
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
const setUpWebhook = (stack: Stack, service: Service, { webhookConcurrency }: DeploymentSettings): void => {
  const config = service.functions[stack.webhook.key];
  if (config === undefined) return;
  config.environment = {
    ...config.environment,
    DEPOSITS_WEBHOOK_SOURCES: stack.webhookSources.map(formatWebhookSource).join(','),
  };
  if (webhookConcurrency > 0) config.reservedConcurrency = webhookConcurrency;
};

const setUpPayroll = (stack: Stack, service: Service, { payrollConcurrency }: DeploymentSettings): void => {
  const config = service.functions[stack.payrollSender.key];
  if (config !== undefined && payrollConcurrency > 0) config.reservedConcurrency = payrollConcurrency;
};

const setUpApi = ({ provider }: Service, { allowedOrigins, domain }: DeploymentSettings): void => {
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

const addResources = (stack: Stack, service: Service, settings: DeploymentSettings): void => {
  const { Resources: compiled, Outputs: outputs } = service.provider.compiledCloudFormationTemplate;
  const versioned = canaryFunctions(stack).map((it) => ({
    ...it,
    versionId: service.functions[it.key]?.versionLogicalId ?? '',
  }));
  const added: Resources = {
    ...roles(stack, settings),
    ...operatorPolicies(stack),
    ...logKey(stack),
    ...networkResources(stack, settings),
    ...concurrencyResources(stack, settings),
    ...eventResources(stack),
    ...payrollResources(service.functions[stack.decryptor.key]?.versionLogicalId ?? '', stack),
    ...alarmResources(stack, settings),
    ...(settings.canary === undefined ? {} : canaryAlarms(stack, settings, versioned)),
    ...canaryResources(stack, settings, versioned, (it) => canaryAlarmIds(stack, it)),
    ...dashboard(stack, settings),
    ...domainResources(settings),
    ...pageResources(stack, settings),
  };
  // With another key the stack makes none.
  if (typeof stack.tenantKeyArn === 'string') {
    delete compiled['TenantKey'];
    delete compiled['TenantKeyAlias'];
  }
  const taken = Object.keys(added).filter((id) => id in compiled);
  if (taken.length > 0) throw new Error(`Declared twice: ${taken.join(', ')}`);
  for (const [id, resource] of Object.entries(added)) {
    compiled[id] = { ...resource, Properties: { ...resource.Properties } };
  }

  Object.assign(outputs, pageOutputs(settings));

  for (const { Type, Properties } of Object.values(compiled)) {
    if (Type === 'AWS::Logs::LogGroup') Properties['KmsKeyId'] = getAtt('LogKey', 'Arn');
    if (Type === 'AWS::ApiGatewayV2::Stage') {
      Properties['DefaultRouteSettings'] = {
        DetailedMetricsEnabled: true,
        ThrottlingRateLimit: settings.throttleRate,
        ThrottlingBurstLimit: settings.throttleBurst,
      };
    }
    // A route is a way into a canary as well; the framework sends it to an alias only for its own kinds.
    if (Type === 'AWS::ApiGatewayV2::Integration' && settings.canary !== undefined) {
      Properties['IntegrationUri'] = aliasOf(stack, Properties['IntegrationUri']);
    }
    if (Type === 'AWS::Lambda::Permission' && settings.canary !== undefined) {
      Properties['FunctionName'] = aliasOf(stack, Properties['FunctionName']);
    }
  }
};

/** The alias in place of the function that a reference leads to. */
const aliasOf = (stack: Stack, target: unknown): unknown => {
  const text = JSON.stringify(target);
  const found = canaryFunctions(stack).find(({ lambdaId }) => text.includes(`"${lambdaId}"`));
  return found === undefined ? target : ref(liveAliasId(found));
};

const builtPage = (): string => {
  const folder = process.env['DEPOSITS_PAGE_FOLDER'];
  if (folder === undefined) throw new Error('The page is built by npm run deploy: deploy with it');
  return folder;
};

/** Loaded by the framework; its hooks are its interface. */
export default class DeploymentPlugin {
  readonly hooks: Readonly<Record<string, () => void | Promise<void>>>;
  readonly #framework: Framework;
  #plan: { readonly stack: Stack; readonly settings: DeploymentSettings } | undefined;

  constructor(framework: Framework) {
    this.#framework = framework;
    this.hooks = {
      initialize: () => this.#setUp(),
      'before:package:createDeploymentArtifacts': () => this.#buildLayer(),
      'after:aws:package:finalize:mergeCustomProviderResources': () => this.#addResources(),
      'before:deploy:deploy': () => this.#lookAtPage(),
      'after:deploy:deploy': () => this.#deployPage(),
    };
  }

  #setUp(): void {
    const { service } = this.#framework;
    const settings = this.#refusing(() => this.#read());
    const stack = this.#refusing(() => stackOf(this.#framework, settings));
    this.#plan = { stack, settings };
    // The bundler reads it from here (esbuild.config.ts).
    process.env['DEPOSITS_CREDENTIAL_SOURCE'] = settings.credentialSource;
    process.env['DEPOSITS_AWS_TRANSPORT'] = settings.awsTransport;
    const [command] = this.#framework.processedInput.commands;
    // The emulator knows functions by their names only.
    setUpFunctions(stack, service, settings, command !== 'offline');
    setUpWebhook(stack, service, settings);
    setUpPayroll(stack, service, settings);
    setUpApi(service, settings);
    addMethodRoutes(Object.values(service.functions));
    if (command === 'package') leaveAccountAlone(this.#framework);
    // Files go into the archives with the modes that they have: Lambda's user has to read them, and hashes have to be the
    // same, whatever the umask of the packaging process.
    if (command !== 'offline') process.umask(0o022);
    if (command === 'offline') {
      // The emulator knows nothing of layers and shows its functions only what they are configured with.
      const nodePath = process.env['NODE_PATH'];
      service.provider.environment = { ...service.provider.environment, NODE_PATH: nodePath };
    }
  }

  #read(): DeploymentSettings {
    const { service, processedInput, configurationInput } = this.#framework;
    const stage = this.#framework.getProvider('aws').getStage();
    const isDeploying = processedInput.commands[0] === 'deploy';
    refuseUnknownParameters(
      processedInput.options.param ?? [],
      Object.keys(configurationInput.params.default),
    );
    return parseSettings(service.custom.deployment, { stage, isDeploying });
  }

  /** What is wrong with a parameter is said in the framework's way: the sentence alone. */
  #refusing<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      throw new this.#framework.classes.Error(error.message, 'DEPLOYMENT_PARAMETER_REFUSED');
    }
  }

  async #buildLayer(): Promise<void> {
    const { serviceDir, service } = this.#framework;
    const layer = service.layers['shared'];
    if (layer === undefined) throw new Error('serverless.yml declares no shared layer');
    const folder = isAbsolute(layer.path) ? layer.path : join(serviceDir, layer.path);
    await buildLayer({ projectDirectory: serviceDir, layerDirectory: folder }, process.env);
    layer.path = relative(serviceDir, folder);
  }

  /** Before anything is changed: what would be missing afterwards. */
  async #lookAtPage(): Promise<void> {
    const page = this.#plan?.settings.page;
    if (page === undefined) return;
    const { pageFiles } = await import('./page-upload.ts');
    pageFiles(builtPage(), page);
  }

  async #deployPage(): Promise<void> {
    const page = this.#plan?.settings.page;
    if (page === undefined) return;
    // Clients that only a deployment needs.
    const { deployPage } = await import('./deploy-page.ts');
    const provider = this.#framework.getProvider('aws');
    const stack = { stackName: provider.naming.getStackName(), config: await provider.getAwsSdkV3Config() };
    console.log(await deployPage(builtPage(), page, stack));
  }

  #addResources(): void {
    if (this.#plan === undefined) return;
    addResources(this.#plan.stack, this.#framework.service, this.#plan.settings);
  }
}

// The framework calls what `require` returns.
export { DeploymentPlugin as 'module.exports' };
