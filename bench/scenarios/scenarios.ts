// The scenarios whose samples are taken in rounds, by name, and which figures each gives.

import type { Samples } from '../statistics.ts';
import type { Setting } from '../subjects.ts';
import { measureApiCold } from './api-cold.ts';
import { measureApiWarm } from './api-warm.ts';
import { measureDecryptorCold, type ColdPeers } from './decryptor-cold.ts';
import { measureDecryptorWarm } from './decryptor-warm.ts';
import { measureOpens } from './opens.ts';
import { measureSqlEndpoint } from './sql-endpoint.ts';
import { measureWebhook } from './webhook.ts';
import { measureWriters } from './writers.ts';

export type Scenario = {
  readonly name: string;
  /** What its figures' names begin with. */
  readonly gives: readonly string[];
  readonly measure: (setting: Setting, rounds: number, peers: ColdPeers) => Promise<Samples>;
};

export const scenarios: readonly Scenario[] = [
  { name: 'decryptor-cold', gives: ['cold/', 'memory/'], measure: measureDecryptorCold },
  { name: 'decryptor-warm', gives: ['warm/', 'warm-kms/'], measure: measureDecryptorWarm },
  { name: 'api-cold', gives: ['api-cold/', 'api-memory/', 'ready/'], measure: measureApiCold },
  { name: 'api-warm', gives: ['api-warm/', 'api-warm-share/'], measure: measureApiWarm },
  {
    name: 'sql-endpoint',
    gives: ['statement-us/'],
    measure: (_setting, rounds) => measureSqlEndpoint(rounds),
  },
  { name: 'writers', gives: ['writers/'], measure: (_setting, rounds) => measureWriters(rounds) },
  {
    name: 'webhook',
    gives: ['webhook-cold/', 'webhook-warm/', 'webhook-cpu/'],
    measure: measureWebhook,
  },
  { name: 'opens', gives: ['open-us/'], measure: measureOpens },
];

/** Those that give any of these figures. */
export const scenariosFor = (figures: readonly string[]): Scenario[] =>
  scenarios.filter(({ gives }) => figures.some((figure) => gives.some((start) => figure.startsWith(start))));
