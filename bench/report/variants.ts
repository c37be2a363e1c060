// The table of variants: what each way to open a credential takes and costs, from one run; what others published is quoted as theirs.

import { dollarsAMillion } from '../../operators/capacity/cost/cost.ts';
import { ownPriceFile, readPrices } from '../../operators/capacity/cost/prices.ts';
import { wholeProcessorMb } from '../measure/limit-cpu.ts';
import { markdownTable } from './table.ts';
import { median, type Samples } from '../statistics.ts';

/** Between which the table stands in bench/README.md. */
export const variantMarks = ['<!-- variants:begin -->', '<!-- variants:end -->'] as const;

type Variant = {
  readonly what: string;
  readonly language: string;
  readonly transport: string;
  readonly cold: string;
  readonly warm?: string;
  readonly memory: string;
};

const decryptors: readonly Variant[] = [
  {
    what: 'this decryptor',
    language: 'TypeScript, Node 24',
    transport: 'signed requests of our own',
    cold: 'cold/ours',
    warm: 'warm-kms/ours',
    memory: 'memory/ours',
  },
  {
    what: 'on the AWS SDK, bundled',
    language: 'JavaScript, Node 24',
    transport: 'SDK clients',
    cold: 'cold/sdk-bundled',
    warm: 'warm-kms/sdk-bundled',
    memory: 'memory/sdk-bundled',
  },
  {
    what: 'on the AWS SDK, not bundled',
    language: 'JavaScript, Node 24',
    transport: 'SDK clients',
    cold: 'cold/sdk-not-bundled',
    warm: 'warm-kms/sdk-not-bundled',
    memory: 'memory/sdk-not-bundled',
  },
  {
    what: 'AWS Encryption SDK',
    language: 'JavaScript, Node 24',
    transport: 'SDK clients, KMS keyring',
    cold: 'cold/encryption-sdk',
    warm: 'warm-kms/encryption-sdk',
    memory: 'memory/encryption-sdk',
  },
  {
    what: 'lean Rust peer',
    language: 'Rust, ring and rustls',
    transport: 'ureq',
    cold: 'cold/rust',
    warm: 'warm-kms/rust',
    memory: 'memory/rust',
  },
];

const lists: readonly Variant[] = [
  {
    what: 'list, decryptor cold, not woken',
    language: 'TypeScript, Node 24',
    transport: 'Invoke',
    cold: 'api-cold/hop',
    warm: 'api-warm/hop',
    memory: 'api-memory/hop',
  },
  {
    what: 'list, decryptor cold, woken',
    language: 'TypeScript, Node 24',
    transport: 'Invoke',
    cold: 'api-cold/woken',
    warm: 'api-warm/hop',
    memory: 'api-memory/woken',
  },
  {
    what: 'list, decryptor warm',
    language: 'TypeScript, Node 24',
    transport: 'Invoke',
    cold: 'api-cold/hop-warm',
    warm: 'api-warm/hop',
    memory: 'api-memory/hop-warm',
  },
  {
    what: 'list, opened in process',
    language: 'TypeScript, Node 24',
    transport: 'none',
    cold: 'api-cold/in-process',
    warm: 'api-warm/in-process',
    memory: 'api-memory/in-process',
  },
  {
    what: 'list, Rust decryptor, cold',
    language: 'TypeScript, Rust',
    transport: 'Invoke',
    cold: 'api-cold/rust',
    warm: 'api-warm/rust',
    memory: 'api-memory/rust',
  },
  {
    what: 'list and decryptor on the AWS SDK',
    language: 'JavaScript, Node 24',
    transport: 'Invoke, SDK clients',
    cold: 'api-cold/sdk',
    warm: 'api-warm/sdk',
    memory: 'api-memory/sdk',
  },
];

const head = [
  'variant',
  'language',
  'transport',
  'cold start, ms',
  'warm, ms',
  'peak memory, MB',
  `$ a million, warm, at ${wholeProcessorMb} MB`,
];

export const variantsMarkdown = (samples: Samples): string => {
  const prices = readPrices(ownPriceFile, 'arm64');
  const typical = (id: string | undefined): number | undefined => {
    const values = id === undefined ? undefined : samples.get(id);
    return values === undefined || values.length === 0 ? undefined : median([...values]);
  };
  const cell = (value: number | undefined, digits: number): string => value?.toFixed(digits) ?? '–';
  const rows = [...decryptors, ...lists].map(({ what, language, transport, cold, warm, memory }) => {
    const warmMs = typical(warm);
    const dollars = warmMs === undefined ? undefined : dollarsAMillion(warmMs, wholeProcessorMb, prices);
    return [
      what,
      language,
      transport,
      cell(typical(cold), 0),
      cell(warmMs, 1),
      cell(typical(memory), 0),
      cell(dollars, 2),
    ];
  });
  return markdownTable(head, rows, 3);
};
