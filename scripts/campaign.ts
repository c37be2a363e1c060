// npm run campaign -- <name> [--seed <n>] [--count <n>]: the full figure of a long proof, of which the tests run a seeded
// sample. Prints its seed, so that a run can be repeated, and ends with one line that counts.

import { Command } from 'commander';

type Settings = {
  readonly seed: number;
  readonly count: number;
  /** A folder of data that other projects publish; the environment may name it too. */
  readonly peerVectors: string | undefined;
  /** Goals of `trust`; none: all. */
  readonly figures: readonly string[];
};
type Counts = { readonly passed: number; readonly failed: number };

type Campaign = {
  readonly about: string;
  readonly count: number;
  readonly run: (settings: Settings) => Promise<Counts>;
};

const campaigns: Readonly<Record<string, Campaign>> = {
  'legacy-damage': {
    about: 'damaged legacy values, so many for each scheme',
    count: 10_000,
    run: async ({ seed, count }) =>
      (await import('#test/campaigns/legacy-damage')).runLegacyDamage({ seed, perScheme: count }),
  },
  esdk: {
    about:
      'so many messages of the AWS Encryption SDK with three damaged copies each; its published ones byte by byte',
    count: 10_000,
    run: async (settings) => (await import('#test/campaigns/esdk')).runEsdk(settings),
  },
  'receipt-chain': {
    about: 'concurrent writes of one tenant with and without receipts, so many for each line',
    count: 400,
    run: async ({ count }) => (await import('#test/campaigns/receipt-chain')).runReceiptChain({ count }),
  },
  editors: {
    about: 'so many rounds of several editors at once on one employee, with double submits',
    count: 200,
    run: async (settings) => (await import('#test/campaigns/editors')).runEditors(settings),
  },
  'hostile-http': {
    about: 'so many requests made from the schemas, most of them hostile, to every route',
    count: 20_000,
    run: async (settings) => (await import('#test/campaigns/hostile-http')).runHostileHttp(settings),
  },
  'cut-offsets': {
    about:
      'connections cut at every byte of a write and every packet of a login; count: at every so manieth byte',
    count: 1,
    run: async ({ seed, count }) =>
      (await import('#test/campaigns/cut-offsets')).runCutOffsets({ seed, step: Math.max(1, count) }),
  },
  deadlocks: {
    about: 'crossing transactions, so many pairs, of which the server ends one each',
    count: 200,
    run: async ({ count }) => (await import('#test/campaigns/deadlocks')).runDeadlocks({ pairs: count }),
  },
  rotations: {
    about: 'rotations of a login under load: alternating ones, and a tenth as many of a single one',
    count: 1_000,
    run: async ({ seed, count }) =>
      (await import('#test/campaigns/rotations')).runRotations({ seed, rotations: count }),
  },
  'payroll-delivery': {
    about: 'so many changes for each of ten employees, with 2 to 5 senders, broken at every await',
    count: 40,
    run: async (settings) => (await import('#test/campaigns/payroll-delivery')).runPayrollDelivery(settings),
  },
  endurance: {
    about:
      'so many minutes of the local stack under load, with everything that happens to it; half an hour and more draw docs/endurance.svg',
    count: 120,
    run: async ({ seed, count }) =>
      (await import('#test/campaigns/endurance')).runEndurance({ seed, count, chart: 'docs/endurance.svg' }),
  },
  trust: {
    about:
      'every figure in one table, with what is seen without the protection; count: so many percent of the full figures',
    count: 100,
    run: async (settings) => (await import('#test/campaigns/trust')).runTrust(settings),
  },
  tenants: {
    about: 'so many tenants interleaved on one warm container',
    count: 200,
    run: async ({ seed, count }) =>
      (await import('#test/campaigns/tenants')).runTenants({ seed, tenants: count }),
  },
};

const wholeNumber = (text: string): number => {
  if (!/^[0-9]{1,9}$/.test(text)) throw new RangeError('a number has 1 to 9 digits');
  return Number(text);
};

type Options = {
  readonly seed?: string;
  readonly count?: string;
  readonly peerVectors?: string;
  readonly figure?: readonly string[];
};

const runCampaign = async (name: string, options: Options): Promise<number> => {
  const campaign = Object.hasOwn(campaigns, name) ? campaigns[name] : undefined;
  if (campaign === undefined) {
    console.error(`There is no campaign of that name. There are: ${Object.keys(campaigns).join(', ')}.`);
    return 2;
  }
  const { figure: figures = [] } = options;
  if (figures.length > 0 && name !== 'trust') {
    console.error('--figure is of the campaign trust.');
    return 2;
  }
  const seed = options.seed === undefined ? Math.floor(Math.random() * 1e9) : wholeNumber(options.seed);
  const count = options.count === undefined ? campaign.count : wholeNumber(options.count);
  console.log(`campaign ${name}, seed ${seed}, count ${count}`);
  const started = performance.now();
  const { passed, failed } = await campaign.run({
    seed,
    count,
    peerVectors: options.peerVectors ?? process.env['DEPOSITS_PEER_VECTORS'],
    figures,
  });
  console.log(`seed ${seed}, ${((performance.now() - started) / 1_000).toFixed(1)} s`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
};

const about = Object.entries(campaigns).map(([name, campaign]) => `  ${name}  ${campaign.about}`);

const command = new Command('campaign')
  .description('Run a long proof in full.')
  .argument('<name>', 'which one')
  .option('--seed <n>', 'repeat the run of this seed')
  .option('--count <n>', 'another size than the full one')
  .option(
    '--peer-vectors <path>',
    'a folder with data that other projects publish (or DEPOSITS_PEER_VECTORS)',
  )
  .option(
    '--figure <goal>',
    'of trust: only this one, as G3 (repeat for more)',
    (goal: string, goals: readonly string[] = []): readonly string[] => [...goals, goal],
  )
  .addHelpText('after', `\nCampaigns:\n${about.join('\n')}`)
  .action(async (name: string, options: Options) => {
    process.exitCode = await runCampaign(name, options);
  });

try {
  await command.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : 'campaign failed');
  process.exitCode = 1;
}
