// `npm run bench`: every scenario beside its peers, from bundles built as they are deployed. Prints what was measured and how
// it stands to what must be reached; a whole run is kept under bench/results and in bench/README.md. Exit code 1: a row fails.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { buildBundles, projectDirectory } from './build/build-bundles.ts';
import { buildRustPeer } from './build/build-rust.ts';
import { failing, judgeAll } from './judge.ts';
import { joinSamples } from './measure/interleave.ts';
import { mustReach } from './must-reach.ts';
import { capacityLines, isCapacityMet, saveCapacity } from './report/capacity-report.ts';
import { describeMachine, machineLine } from './report/machine.ts';
import { memoryMarkdown } from './report/memory-table.ts';
import { loadLine, saveMemoryRows, saveRun } from './report/save-results.ts';
import { isFaultless, saveWebhookLoad, webhookLoadLines } from './report/webhook-load-report.ts';
import { acceptedLines, judgedTable, opensTable, samplesTable } from './report/table.ts';
import { measureMemorySettings } from './scenarios/memory-settings.ts';
import { measureCapacity } from './scenarios/capacity.ts';
import { openEncryptionSdkPeer } from './scenarios/encryption-sdk-peer.ts';
import { measureLoad } from './scenarios/load.ts';
import { measureWebhookLoad } from './scenarios/webhook-load.ts';
import { measurePayroll, payrollLine } from './scenarios/payroll.ts';
import { scenarios } from './scenarios/scenarios.ts';
import type { Samples } from './statistics.ts';
import { startWorld } from './environment/start-environment.ts';

const names = [...scenarios.map(({ name }) => name), 'load', 'webhook-load', 'payroll', 'capacity', 'memory'];

const wholeNumber = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 3)
    throw new InvalidArgumentError('Give a whole number of at least 3.');
  return value;
};

const another = (value: string, previous: readonly string[]): string[] => {
  if (!names.includes(value)) throw new InvalidArgumentError(`One of ${names.join(', ')}.`);
  return [...previous, value];
};

type Options = {
  readonly scenario: readonly string[];
  readonly runs: number;
  readonly loadSeconds: number;
  readonly quick?: true;
};

const { scenario, runs, loadSeconds, quick } = new Command('npm run bench --')
  .description('Measures cold start and throughput beside the peers')
  .option('--scenario <name>', `one of ${names.join(', ')} (repeat for more; default: all)`, another, [])
  .option('--runs <n>', 'runs of each variant', wholeNumber, 21)
  .option('--load-seconds <n>', 'how long the load holds after its ramp', wholeNumber, 1_200)
  .option('--quick', 'few runs and a short load, and nothing is kept')
  .parse()
  .opts<Options>();

const isWanted = (name: string): boolean => scenario.length === 0 || scenario.includes(name);
const rounds = quick === true ? Math.min(runs, 7) : runs;
const notMeasured: string[] = [];
const say = (text: string): void => console.log(text);

const installed = spawnSync(process.execPath, ['scripts/install-missing.mjs', 'bench'], {
  cwd: projectDirectory,
  stdio: 'inherit',
});
if (installed.status !== 0) notMeasured.push('what needs the packages of bench/package.json: not installed');

say('Building the bundles and the peers …');
const bundles = await buildBundles();
const rust = buildRustPeer();
if ('missing' in rust) notMeasured.push(`the Rust peer: ${rust.missing}`);

const parts: Samples[] = [bundles.sizes];
let capacity;
let memoryRows;
const world = await startWorld();
try {
  const setting = { ...world, bundles, rust };
  const encryptionSdk = await openEncryptionSdkPeer(world);
  if (encryptionSdk === undefined) notMeasured.push('@aws-crypto/client-node: not installed');
  for (const { name, measure } of scenarios.filter((each) => isWanted(each.name))) {
    say(`Measuring ${name} …`);
    parts.push(await measure(setting, rounds, { encryptionSdk, isShort: false }));
  }
  if (isWanted('memory')) {
    say('Measuring memory …');
    memoryRows = await measureMemorySettings(setting);
    if (quick === undefined) await saveMemoryRows(memoryRows);
  }
  if (isWanted('capacity')) {
    say('Measuring capacity …');
    capacity = await measureCapacity(setting);
    if (quick === undefined) saveCapacity(capacity);
  }
} finally {
  await world.stop();
}

let load;
if (isWanted('load')) {
  say('Measuring load …');
  const seconds = quick === true ? { ramp: 10, hold: 20 } : { ramp: 60, hold: loadSeconds };
  const result = await measureLoad(seconds.ramp, seconds.hold);
  if ('missing' in result) notMeasured.push(`load: ${result.missing}`);
  else load = result;
}

let webhookLoad;
if (isWanted('webhook-load')) {
  say('Measuring webhook-load …');
  const seconds = quick === true ? { ramp: 10, hold: 20 } : { ramp: 60, hold: loadSeconds };
  const setting = { bundles, rust, environment: {} };
  const result = await measureWebhookLoad(setting, seconds.ramp, seconds.hold);
  if ('missing' in result) notMeasured.push(`webhook-load: ${result.missing}`);
  else webhookLoad = result;
  if (webhookLoad !== undefined && quick === undefined) saveWebhookLoad(webhookLoad);
}

let payroll;
if (isWanted('payroll')) {
  say('Measuring payroll …');
  payroll = await measurePayroll(quick === true);
}

const samples = joinSamples(...parts);
const judged = judgeAll(mustReach, samples);
const machine = describeMachine();
say(`\n${samplesTable(samples)}\n`);
if (isWanted('opens')) say(`${opensTable(samples)}\n`);
say(
  'Decryption in a cold API request: the time from process start to the answer, less that of the function with its',
);
say(
  'credential given. In a warm one: from asking for the credential to having it, taken inside the function.',
);
say('Cached: the credential itself is at hand, as in an API function.\n');
say(judgedTable(judged));
for (const line of acceptedLines(judged)) say(line);
if (load !== undefined) say(`\n${loadLine(load)}`);
if (webhookLoad !== undefined) say(`\n${webhookLoadLines(webhookLoad).join('\n')}`);
if (memoryRows !== undefined) say(`\n${memoryMarkdown(memoryRows)}`);
if (capacity !== undefined) say(`\n${capacityLines(capacity).join('\n')}`);
if (payroll !== undefined) say(`\n${payrollLine(payroll)}`);
for (const what of notMeasured) say(`not measured: ${what}`);
say(`\n${machineLine(machine)}`);
if (scenario.length === 0 && quick === undefined) {
  await saveRun({ machine, samples, judged, load, notMeasured });
  say(`Kept in ${join('bench', 'results')} and bench/README.md.`);
}
const isLoadFaultless =
  (load === undefined || load.answered200 === load.requests) &&
  (webhookLoad === undefined || isFaultless(webhookLoad));
const isForecastGood = capacity === undefined || isCapacityMet(capacity);
if (failing(judged).length > 0 || !isLoadFaultless || !isForecastGood) process.exitCode = 1;
