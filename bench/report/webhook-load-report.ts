// What the load of webhooks gave: a table for people, the same as JSON, and the article's charts over time.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from '../build/build-bundles.ts';
import { receivers, type Receiver } from '../environment/webhook-requests.ts';
import type { Outcome, WebhookLoad } from '../scenarios/webhook-load.ts';
import { quantile } from '../statistics.ts';
import { drawLines, type LinePanel } from '../../test/support/line-chart.ts';
import { describeMachine } from './machine.ts';

const bucketMs = 10_000;

/** Nothing lost, nothing doubled, nothing answered 5xx, nothing refused that was valid, nothing accepted that was not. */
export const isFaultless = ({ receivers: measured }: WebhookLoad): boolean => {
  const { ours } = measured;
  return (
    ours !== undefined &&
    [ours.lost, ours.doubled, ours.serverErrors, ours.wronglyRefused, ours.forgedAccepted].every(
      (count) => count === 0,
    )
  );
};

export const ratioToRust = ({ receivers: { ours, rust } }: WebhookLoad): number | undefined =>
  ours === undefined || rust === undefined ? undefined : ours.averageMs / rust.averageMs;

export const webhookLoadLines = (load: WebhookLoad): readonly string[] => {
  const lines = receivers.flatMap((receiver) => {
    const measured = load.receivers[receiver];
    if (measured === undefined) return [];
    const { requests, accepted, forged, forgedAccepted, mostAtOnce } = measured;
    const { serverErrors, wronglyRefused, lost, doubled } = measured;
    const ms = (value: number): string => value.toFixed(1);
    return [
      `${receiver}: ${requests} requests, ${accepted} events accepted, ${forged - forgedAccepted} of ${forged} forged ones refused; ` +
        `${lost} lost, ${doubled} doubled, ${serverErrors} answered 5xx, ${wronglyRefused} valid ones refused; ` +
        `min ${ms(measured.minMs)} ms, average ${ms(measured.averageMs)} ms, p75 ${ms(measured.p75Ms)} ms, p99 ${ms(measured.p99Ms)} ms; ` +
        `${mostAtOnce} at once at most`,
    ];
  });
  const ratio = ratioToRust(load);
  return [
    `Webhooks, 1 to 20 a second in ${load.rampSeconds} s, then 20 for ${load.holdSeconds} s:`,
    ...lines,
    ...(ratio === undefined ? [] : [`average, ours ÷ Rust: ${ratio.toFixed(2)}`]),
  ];
};

const panelsOf = (load: WebhookLoad): readonly LinePanel[] => {
  const begin = Math.min(...load.outcomes.map(({ atMs }) => atMs));
  const buckets = Math.ceil((Math.max(...load.outcomes.map(({ atMs }) => atMs)) - begin + 1) / bucketMs);
  const inBuckets = <T extends { readonly atMs: number }>(all: readonly T[]): readonly T[][] => {
    const split = Array.from({ length: buckets }, (): T[] => []);
    for (const each of all) split[Math.floor((each.atMs - begin) / bucketMs)]?.push(each);
    return split;
  };
  const measured = receivers.filter((receiver) => load.receivers[receiver] !== undefined);
  const lines = (valueOf: (receiver: Receiver, bucket: number) => number | undefined) =>
    measured.map((receiver) => ({
      label: receiver,
      isOurs: receiver === 'ours',
      values: Array.from({ length: buckets }, (_, bucket) => valueOf(receiver, bucket)),
    }));
  const outcomes = new Map(
    measured.map((receiver) => [
      receiver,
      inBuckets(load.outcomes.filter((outcome) => outcome.receiver === receiver)),
    ]),
  );
  const running = new Map(
    measured.map((receiver) => [receiver, inBuckets(load.concurrency[receiver] ?? [])]),
  );
  const tookIn = (receiver: Receiver, bucket: number): readonly number[] =>
    (outcomes.get(receiver)?.[bucket] ?? []).map(({ tookMs }: Outcome) => tookMs);
  const unlessEmpty =
    (figure: (values: readonly number[]) => number | undefined) =>
    (receiver: Receiver, bucket: number): number | undefined => {
      const values = tookIn(receiver, bucket);
      return values.length === 0 ? undefined : figure(values);
    };
  return [
    {
      title: 'Average duration',
      unit: 'ms',
      lines: lines(unlessEmpty((values) => values.reduce((sum, each) => sum + each, 0) / values.length)),
    },
    { title: 'Minimum duration', unit: 'ms', lines: lines(unlessEmpty((values) => Math.min(...values))) },
    {
      title: '99th percentile of the duration',
      unit: 'ms',
      lines: lines(unlessEmpty((values) => quantile(values, 0.99))),
    },
    {
      title: 'Invocations in ten seconds',
      unit: '',
      lines: lines((receiver, bucket) => tookIn(receiver, bucket).length),
    },
    {
      title: 'Concurrent executions, most',
      unit: '',
      lines: lines((receiver, bucket) =>
        Math.max(0, ...(running.get(receiver)?.[bucket] ?? []).map((each) => each.running)),
      ),
    },
  ];
};

export const saveWebhookLoad = (load: WebhookLoad): void => {
  const folder = join(projectDirectory, 'bench/results');
  mkdirSync(folder, { recursive: true });
  const { rampSeconds, holdSeconds, receivers: measured } = load;
  const kept = { machine: describeMachine(), rampSeconds, holdSeconds, receivers: measured };
  writeFileSync(join(folder, 'webhook-load.json'), `${JSON.stringify(kept, null, 2)}\n`);
  const minutes = (rampSeconds + holdSeconds) / 60;
  const chart = drawLines('Webhooks under load', panelsOf(load), minutes, 'lean Rust');
  writeFileSync(join(folder, 'webhook-load.svg'), chart);
};
