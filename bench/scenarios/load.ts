// The whole local stack under the load of an article on this design: from 1 to 20 requests a second within a minute, then 20 a
// second. Artillery makes the load, the requests are an employee's list with a token of the stack's own issuer.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startStackProcess } from '../../test/support/process-stack.ts';
import { workDirectory } from '../build/build-bundles.ts';
import { artilleryMissing, isArtilleryInstalled, runArtillery, runNode } from '../measure/run-artillery.ts';
import { benchEmployee, benchTenant } from '../environment/requests.ts';

export type LoadResult = {
  readonly rampSeconds: number;
  readonly holdSeconds: number;
  readonly requests: number;
  readonly answered200: number;
  readonly failures: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
};

const requestsPerSecond = 20;

const newToken = async (portBase: number): Promise<string> => {
  const who = ['--tenant', benchTenant, '--employee', benchEmployee, '--role', 'employee'];
  const output = await runNode(['scripts/token.ts', ...who], { PORT_BASE: String(portBase) });
  return output.trim();
};

const scriptFor = (target: string, token: string, rampSeconds: number, holdSeconds: number) => ({
  config: {
    target,
    http: { timeout: 10 },
    phases: [
      { duration: rampSeconds, arrivalRate: 1, rampTo: requestsPerSecond },
      { duration: holdSeconds, arrivalRate: requestsPerSecond },
    ],
  },
  scenarios: [
    {
      flow: [
        {
          get: {
            url: `/api/employees/${benchEmployee}/direct-deposits`,
            headers: { authorization: `Bearer ${token}` },
          },
        },
      ],
    },
  ],
});

const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inside, name) => Reflect.get(Object(inside), name), value);

const numberAt = (value: unknown, ...path: readonly string[]): number => {
  const found = at(value, ...path);
  return typeof found === 'number' ? found : 0;
};

const readReport = (path: string, rampSeconds: number, holdSeconds: number): LoadResult => {
  const report: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const counters = at(report, 'aggregate', 'counters');
  const time = at(report, 'aggregate', 'summaries', 'http.response_time');
  return {
    rampSeconds,
    holdSeconds,
    requests: numberAt(counters, 'http.requests'),
    answered200: numberAt(counters, 'http.codes.200'),
    failures: numberAt(counters, 'vusers.failed'),
    medianMs: numberAt(time, 'median'),
    p95Ms: numberAt(time, 'p95'),
    p99Ms: numberAt(time, 'p99'),
  };
};

export const measureLoad = async (
  rampSeconds: number,
  holdSeconds: number,
): Promise<LoadResult | { readonly missing: string }> => {
  if (!isArtilleryInstalled()) return artilleryMissing;
  mkdirSync(workDirectory, { recursive: true });
  const [scriptFile, reportFile] = [
    join(workDirectory, 'load.json'),
    join(workDirectory, 'load-report.json'),
  ];
  const stack = await startStackProcess();
  try {
    const token = await newToken(stack.portBase);
    const script = scriptFor(stack.apiUrl, token, rampSeconds, holdSeconds);
    writeFileSync(scriptFile, JSON.stringify(script));
    await runArtillery(scriptFile, ['--output', reportFile]);
    return readReport(reportFile, rampSeconds, holdSeconds);
  } finally {
    await stack.stop();
  }
};
