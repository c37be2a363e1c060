// What has to be reached, one row for each figure: what is divided by what, the aim, the bound, and from which samples. The
// gate and the report read this table and nothing else.

import type { View } from './statistics.ts';

export type Row = {
  readonly id: string;
  readonly what: string;
  readonly aim: number;
  readonly bound: number;
  /**
   * Where a bound is not reached, or not in every run: what is accepted instead, and why it is as it is. The gate then fails when it gets worse than
   * this; the table goes on to measure against the bound.
   */
  readonly accepted?: { readonly value: number; readonly why: string };
  readonly better: 'lower' | 'higher';
  readonly unit: '×' | 'kB' | '/s';
  readonly needs: readonly string[];
  readonly calculate: (view: View) => number;
};

const quotient = (above: string, below: string): Pick<Row, 'needs' | 'calculate'> => ({
  needs: [above, below],
  calculate: ({ typical }) => typical(above) / typical(below),
});

/** What one adds to the same request without it, divided by what another adds. */
const addedQuotient = (above: string, below: string, base: string): Pick<Row, 'needs' | 'calculate'> => ({
  needs: [above, below, base],
  calculate: ({ typical }) => (typical(above) - typical(base)) / (typical(below) - typical(base)),
});

export const mustReach: readonly Row[] = [
  {
    id: 'decryptor-cold',
    what: 'decryptor, cold, first answer ÷ its exchanges alone',
    ...{ aim: 1.15, bound: 1.3, better: 'lower', unit: '×' },
    ...quotient('cold/ours', 'cold/floor'),
    accepted: {
      value: 1.5,
      why: 'reached in nearly every run, 1.11 to 1.22; a run of 15 rounds on a busy machine said 1.37',
    },
  },
  {
    id: 'decryptor-cold-sdk',
    what: 'the same on the AWS SDK, bundled ÷ ours',
    ...{ aim: 2.5, bound: 2.2, better: 'higher', unit: '×' },
    ...quotient('cold/sdk-bundled', 'cold/ours'),
    accepted: {
      value: 1.6,
      why: '2.17 to 2.30 on one machine, 1.82 on another where ours was as near to the floor (1.16): both hold the start of Node and two handshakes, whose part is the machine’s; ours ÷ floor catches a slower start',
    },
  },
  {
    id: 'decryptor-warm-kms',
    what: 'decryptor, warm, one KMS call: SDK ÷ ours',
    ...{ aim: 2, bound: 1.6, better: 'higher', unit: '×' },
    ...quotient('warm-kms/sdk-bundled', 'warm-kms/ours'),
    accepted: {
      value: 1.2,
      why: '1.4 to 1.8 from run to run: both hold the runtime loop (0.7 of ours’ 1.6 ms on the machine of these figures), the endpoint and the records of TLS; an HTTP client of our own took as long',
    },
  },
  {
    id: 'decryptor-warm-cached',
    what: 'decryptor, warm, cached ÷ no-op',
    ...{ aim: 1.1, bound: 1.2, better: 'lower', unit: '×' },
    ...quotient('warm/credential-cached', 'warm/node'),
  },
  {
    id: 'api-ready',
    what: 'API Lambda with its driver, start to ready ÷ bare Node',
    ...{ aim: 1.6, bound: 1.9, better: 'lower', unit: '×' },
    ...quotient('ready/api-driver', 'ready/node'),
    accepted: {
      value: 3,
      why: '1.9 to 2.9 from machine to machine: half of it is V8 reading 527 kB of driver and store and 87 kB of function, a quarter the modules of Node that the driver asks for; a compile hint, eager wrappers and an interpreter’s cache were tried and gained nothing that could be measured, and a driver of our own is not on offer',
    },
  },
  {
    id: 'api-cold-woken',
    what: 'cold API request through a cold decryptor: woken ÷ in process',
    ...{ aim: 1.1, bound: 1.3, better: 'lower', unit: '×' },
    ...quotient('api-cold/woken', 'api-cold/in-process'),
    accepted: {
      value: 1.45,
      why: 'reached in nearly every run, 1.18 to 1.31: two processes start on two processors that the endpoints share',
    },
  },
  {
    id: 'share-cold',
    what: 'decryption in a cold API request: in process ÷ hop to the Rust peer',
    ...{ aim: 0.7, bound: 1, better: 'lower', unit: '×' },
    ...addedQuotient('api-cold/in-process', 'api-cold/rust', 'api-cold/given'),
  },
  {
    id: 'share-warm',
    what: 'decryption in a warm API request: cached ÷ hop to the Rust peer',
    ...{ aim: 0.02, bound: 0.05, better: 'lower', unit: '×' },
    ...quotient('api-warm-share/cached', 'api-warm-share/rust'),
  },
  {
    id: 'writers-receipts',
    what: '16 writers of one tenant ÷ the same without receipts',
    ...{ aim: 0.95, bound: 0.85, better: 'higher', unit: '×' },
    ...quotient('writers/receipts', 'writers/no-receipts'),
    accepted: {
      value: 0.75,
      why: 'reached in every run, 0.88 to 1.04, with noise of a tenth',
    },
  },
  {
    id: 'writers-rate',
    what: 'writes a second of one tenant, 16 writers, local SQL Server',
    ...{ aim: 300, bound: 180, better: 'higher', unit: '/s' },
    needs: ['writers/receipts'],
    calculate: ({ typical }) => typical('writers/receipts'),
    accepted: {
      value: 90,
      why: '130 to 290 from run to run: PostgreSQL, the writers and the embedded endpoint share two processors, and each of a write’s 27 statements is one of PostgreSQL; the same without receipts and without any lock is no faster',
    },
  },
  {
    id: 'decryptor-memory',
    what: 'decryptor, peak memory ÷ bare Node',
    ...{ aim: 1.15, bound: 1.3, better: 'lower', unit: '×' },
    ...quotient('memory/ours', 'memory/node'),
  },
  {
    id: 'decryptor-bundle',
    what: 'decryptor bundle',
    ...{ aim: 40, bound: 80, better: 'lower', unit: 'kB' },
    needs: ['size/decryptor'],
    calculate: ({ typical }) => typical('size/decryptor') / 1000,
  },
  {
    id: 'webhook-cold',
    what: 'webhook over TLS, cold, process start to a published event ÷ bare Node',
    ...{ aim: 1.4, bound: 1.6, better: 'lower', unit: '×' },
    ...quotient('webhook-cold/ours', 'webhook-cold/node'),
    accepted: {
      value: 2.4,
      why: 'Node with nothing but the four exchanges, unsigned, took 1.75: three handshakes, 9 ms of Node’s own list of authorities, 5 ms of its pattern for IPv6',
    },
  },
  {
    id: 'webhook-warm',
    what: 'webhook over TLS, warm: processor time ÷ its exchanges by node:https alone',
    ...{ aim: 1.5, bound: 2, better: 'lower', unit: '×' },
    ...quotient('webhook-cpu/ours', 'webhook-cpu/exchanges'),
  },
  {
    id: 'webhook-warm-rust',
    what: 'webhook over TLS, warm ÷ the Rust peer',
    ...{ aim: 1.5, bound: 2, better: 'lower', unit: '×' },
    ...quotient('webhook-warm/ours', 'webhook-warm/rust'),
  },
  {
    id: 'webhook-bundle',
    what: 'webhook bundle',
    ...{ aim: 45, bound: 60, better: 'lower', unit: 'kB' },
    needs: ['size/payroll-webhook'],
    calculate: ({ typical }) => typical('size/payroll-webhook') / 1000,
  },
  {
    id: 'sql-endpoint',
    what: 'embedded SQL Server endpoint: simple statements a second of one core',
    ...{ aim: 1000, bound: 500, better: 'higher', unit: '/s' },
    needs: ['statement-us/endpoint'],
    calculate: ({ typical }) => 1_000_000 / typical('statement-us/endpoint'),
    accepted: {
      value: 300,
      why: '780 to 1,240 from run to run on one machine: a rate and no ratio, which a slower processor halves',
    },
  },
];
