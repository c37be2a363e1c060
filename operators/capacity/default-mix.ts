// Which functions a request goes to and how long it takes there, where the source of a workload does not say: what the employee's
// page and the administrators' call in a visit, with the durations of `npm run bench` (api-warm) and a slow tail.

import type { WorkloadFunction } from './workload.ts';
import { logNormal } from './model/log-normal.ts';

const read = logNormal({ medianMs: 12, p99Ms: 60 });
const write = logNormal({ medianMs: 30, p99Ms: 140 });

export const defaultMix: readonly WorkloadFunction[] = [
  { name: 'list-direct-deposits', share: 30, durations: read },
  { name: 'get-meta', share: 25, durations: read },
  { name: 'list-history', share: 12, durations: read },
  { name: 'simulate-net-pay', share: 12, durations: read },
  { name: 'get-direct-deposit', share: 4, durations: read },
  { name: 'replace-direct-deposits', share: 5, durations: write },
  { name: 'create-direct-deposit', share: 2, durations: write },
  { name: 'update-direct-deposit', share: 1, durations: write },
  { name: 'delete-direct-deposit', share: 1, durations: write },
  { name: 'list-employees', share: 2, durations: read },
  { name: 'list-bank-answers', share: 1, durations: read },
  { name: 'list-tenant-direct-deposits', share: 2, durations: read },
  { name: 'read-payroll-destinations', share: 2, durations: read },
];

export const mixAssumption =
  'Requests are spread over the functions as a visit to the page spreads them, with a median of 12 ms for a read and 30 ms for a write.';
