// Turns the deployment's parameters into the template: reads them once, refuses what cannot be deployed, gives each function
// its settings before the framework compiles it, and adds the resources that depend on parameters when it has.

import { isAbsolute, join, relative } from 'node:path';
import { buildLayer } from '../layers/shared/build-layer.ts';
import { alarmResources, canaryAlarmIds, canaryAlarms } from './alarms.ts';
import { canaryResources, liveAliasId } from './canary.ts';
import { concurrencyResources } from './concurrency.ts';
import { callerOutputs, callerResources } from './decryptor-callers.ts';
import { dashboard } from './dashboard.ts';
import { domainResources } from './domain.ts';
import { eventResources } from './events.ts';
import { leaveAccountAlone, type Framework, type FunctionConfig, type Service } from './framework.ts';
import { logKey } from './log-key.ts';
import { addMethodRoutes } from './method-routes.ts';
import { networkResources } from './network.ts';
import { operatorPolicies, roles } from './roles.ts';
import { pageFiles } from './page-files.ts';
import type { PageFile } from './page-hosting.ts';
import { pageOutputs, pageResources } from './page.ts';
import { SettingsError } from './parameters.ts';
import { payrollResources } from './payroll.ts';
import { setUpApi, setUpFunctions, setUpPayroll, setUpWebhook } from './set-up.ts';
import { parseSettings, refuseUnknownParameters, type DeploymentSettings } from './settings.ts';
import {
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
    ...payrollResources(stack),
    ...callerResources(stack, settings, service.functions[stack.decryptor.key]?.versionLogicalId ?? ''),
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

  if (settings.isDecryptorIsolated) {
    const decryptor = compiled[stack.decryptor.lambdaId];
    if (decryptor !== undefined) {
      decryptor.Properties['TenancyConfig'] = { TenantIsolationMode: 'PER_TENANT' };
    }
  }

  Object.assign(outputs, pageOutputs(settings), callerOutputs(settings));

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
  #pageFiles: readonly PageFile[] | undefined;
  #plan: { readonly stack: Stack; readonly settings: DeploymentSettings } | undefined;

  constructor(framework: Framework) {
    this.#framework = framework;
    this.hooks = {
      initialize: () => this.#setUp(),
      'before:package:createDeploymentArtifacts': () => this.#buildLayer(),
      'after:aws:package:finalize:mergeCustomProviderResources': () => this.#addResources(),
      'before:deploy:deploy': () => this.#readPage(),
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

  /** Before anything is changed: what cannot be read would be missing afterwards. */
  #readPage(): void {
    const page = this.#plan?.settings.page;
    if (page !== undefined) this.#pageFiles = pageFiles(builtPage(), page);
  }

  async #deployPage(): Promise<void> {
    if (this.#pageFiles === undefined) return;
    // Clients that only a deployment needs.
    const { deployPage } = await import('./deploy-page.ts');
    const provider = this.#framework.getProvider('aws');
    const stack = { stackName: provider.naming.getStackName(), config: await provider.getAwsSdkV3Config() };
    console.log(await deployPage(this.#pageFiles, stack));
  }

  #addResources(): void {
    if (this.#plan === undefined) return;
    const { stack, settings } = this.#plan;
    this.#refusing(() => addResources(stack, this.#framework.service, settings));
  }
}

// The framework calls what `require` returns.
export { DeploymentPlugin as 'module.exports' };
