// An EventBridge on loopback for laptops and tests: buses, rules by pattern, delivery to queues and functions with retries and dead-letter
// queues. What it does not do it refuses by name (README.md beside it).

import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { parseJson } from '#shared/platform/parse-json';
import { validationError } from '../aws-json/aws-json-error.ts';
import { optionalText, requiredText, type Fields } from '../aws-json/aws-json-fields.ts';
import {
  startAwsJson,
  type Answer,
  type AwsJsonEndpoint,
  type AwsJsonOptions,
  type Operation,
} from '../aws-json/start-aws-json.ts';
import { deliver, type QueuedMessage } from './deliver.ts';
import { EventBuses, type EventTarget } from './event-buses.ts';
import { compileEventPattern } from './event-pattern.ts';

export type { QueuedMessage } from './deliver.ts';

/** An entry that PutEvents took, as targets are given it. */
export type BusEvent = {
  readonly id: string;
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
};

export type StartEventBridgeOptions = Pick<AwsJsonOptions, 'port' | 'certificate'> & {
  readonly region?: string;
  /** Queues that there are, by name. */
  readonly queues?: readonly string[];
  /** Where functions are invoked. */
  readonly lambdaUrl?: string;
  /** Between two tries. */
  readonly pauseMs?: number;
  readonly onEvent?: (event: BusEvent) => void;
  readonly onDelivered?: (event: BusEvent, targetArn: string, isDelivered: boolean) => void;
};

export type EventBridge = AwsJsonEndpoint & {
  /** What lies in a queue, oldest first. */
  readonly queue: (name: string) => readonly QueuedMessage[];
  /** Asked for each entry; what it names is answered as the entry's error. */
  setEntryFault(fault: ((detail: string) => string | undefined) | undefined): void;
  /** Resolves when nothing is being delivered any more. */
  readonly settled: () => Promise<void>;
};

const maxEntries = 10;
/** Of a whole request, counted as PutEvents' documentation says. */
const maxRequestBytes = 256 * 1_024;

const entrySchema = v.object({
  EventBusName: v.optional(v.string(), 'default'),
  Source: v.optional(v.string(), ''),
  DetailType: v.optional(v.string(), ''),
  Detail: v.optional(v.string(), ''),
  Time: v.optional(v.number()),
  Resources: v.optional(v.array(v.string()), []),
  TraceHeader: v.optional(v.string()),
});
type Entry = v.InferOutput<typeof entrySchema>;

const targetSchema = v.strictObject({
  Id: v.string(),
  Arn: v.string(),
  RetryPolicy: v.optional(
    v.object({
      MaximumRetryAttempts: v.optional(v.number()),
      MaximumEventAgeInSeconds: v.optional(v.number()),
    }),
  ),
  DeadLetterConfig: v.optional(v.object({ Arn: v.string() })),
});

const toTarget = ({
  Id: id,
  Arn: arn,
  RetryPolicy: policy,
  DeadLetterConfig: deadLetter,
}: v.InferOutput<typeof targetSchema>): EventTarget => ({
  id,
  arn,
  ...(policy?.MaximumRetryAttempts === undefined ? {} : { maxRetries: policy.MaximumRetryAttempts }),
  ...(deadLetter === undefined ? {} : { deadLetterArn: deadLetter.Arn }),
});

const listOf = <T>(fields: Fields, name: string, schema: v.GenericSchema<unknown, T>): readonly T[] => {
  const list = v.safeParse(v.array(schema), fields.get(name));
  if (!list.success)
    throw validationError(`${name}: ${v.getDotPath(list.issues[0]) ?? ''} is none that is known here`);
  return list.output;
};

const entryBytes = ({ Source, DetailType, Detail, Time, Resources }: Entry): number =>
  (Time === undefined ? 0 : 14) +
  [Source, DetailType, Detail, ...Resources].reduce((sum, text) => sum + Buffer.byteLength(text), 0);

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const startEventBridge = async (options: StartEventBridgeOptions): Promise<EventBridge> => {
  const { region = 'us-east-1', queues: queueNames = [], lambdaUrl, pauseMs = 1_000 } = options;
  const { onEvent = () => undefined, onDelivered = () => undefined } = options;
  const buses = new EventBuses(region);
  const queues = new Map<string, QueuedMessage[]>(queueNames.map((name) => [name, []]));
  const abort = new AbortController();
  const underWay = new Set<Promise<void>>();
  let entryFault: (detail: string) => string | undefined = () => undefined;
  const tools = {
    queueOf: (arn: string) => queues.get(arn.split(':').at(-1) ?? ''),
    lambdaUrl,
    pauseMs,
    signal: abort.signal,
  };

  const spread = (entry: Entry, id: string): void => {
    const detail: unknown = parseJson(entry.Detail);
    const time = new Date(entry.Time === undefined ? Date.now() : entry.Time * 1_000);
    const event = {
      version: '0',
      id,
      'detail-type': entry.DetailType,
      source: entry.Source,
      account: buses.account,
      time: time.toISOString().replace(/\.\d{3}Z$/, 'Z'),
      region,
      resources: entry.Resources,
      detail,
    };
    const told: BusEvent = {
      id,
      bus: entry.EventBusName,
      source: entry.Source,
      detailType: entry.DetailType,
      detail,
    };
    onEvent(told);
    for (const { arn, matches, targets } of buses.rulesOf(entry.EventBusName).values()) {
      if (!matches(event)) continue;
      for (const target of targets.values()) {
        const delivery = deliver(tools, target, arn, JSON.stringify(event)).then((isDelivered) => {
          underWay.delete(delivery);
          onDelivered(told, target.arn, isDelivered);
        });
        underWay.add(delivery);
      }
    }
  };

  const putEntry = (entry: Entry): Answer => {
    const refuse = (code: string, message: string): Answer => ({ ErrorCode: code, ErrorMessage: message });
    const planned = entryFault(entry.Detail);
    if (planned !== undefined) return refuse(planned, 'A fault was asked for');
    for (const name of ['Source', 'DetailType', 'Detail'] as const)
      if (entry[name] === '') return refuse('InvalidArgument', `Parameter ${name} is not valid.`);
    if (entry.Source.startsWith('aws.'))
      return refuse('NotAuthorizedForSourceException', 'Not authorized for the source.');
    if (!isObject(parseJson(entry.Detail))) return refuse('MalformedDetail', 'Detail is malformed.');
    if (!buses.has(entry.EventBusName))
      return refuse('ResourceNotFoundException', `Event bus ${entry.EventBusName} does not exist.`);
    const id = randomUUID();
    spread(entry, id);
    return { EventId: id };
  };

  const busNameIn = (fields: Fields): string => optionalText(fields, 'EventBusName') ?? 'default';

  const operations: Readonly<Record<string, Operation>> = {
    PutEvents: (fields) => {
      const entries = listOf(fields, 'Entries', entrySchema);
      if (entries.length === 0 || entries.length > maxEntries)
        throw validationError(`PutEvents takes 1 to ${maxEntries} entries`);
      if (entries.reduce((sum, entry) => sum + entryBytes(entry), 0) > maxRequestBytes)
        throw validationError('Total size of the entries in the request is over the limit.');
      const answers = entries.map(putEntry);
      return { FailedEntryCount: answers.filter((each) => 'ErrorCode' in each).length, Entries: answers };
    },
    CreateEventBus: (fields) => {
      const name = requiredText(fields, 'Name');
      buses.create(name);
      return { EventBusArn: buses.arnOf(name) };
    },
    DescribeEventBus: (fields) => {
      const name = optionalText(fields, 'Name') ?? 'default';
      buses.rulesOf(name);
      return { Name: name, Arn: buses.arnOf(name) };
    },
    PutRule: (fields) => {
      const pattern = requiredText(fields, 'EventPattern');
      return { RuleArn: buses.putRule(busNameIn(fields), requiredText(fields, 'Name'), pattern).arn };
    },
    ListRules: (fields) => ({
      Rules: [...buses.rulesOf(busNameIn(fields)).values()].map(({ name, arn, pattern }) => ({
        Name: name,
        Arn: arn,
        EventPattern: pattern,
        State: 'ENABLED',
      })),
    }),
    PutTargets: (fields) => {
      const { targets } = buses.rule(busNameIn(fields), requiredText(fields, 'Rule'));
      for (const target of listOf(fields, 'Targets', targetSchema)) targets.set(target.Id, toTarget(target));
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
    TestEventPattern: (fields) => ({
      Result: compileEventPattern(requiredText(fields, 'EventPattern'))(
        parseJson(requiredText(fields, 'Event')),
      ),
    }),
  };

  const endpoint = await startAwsJson({
    port: options.port,
    ...(options.certificate === undefined ? {} : { certificate: options.certificate }),
    service: 'EventBridge',
    target: 'AWSEvents.',
    operations,
    maxBodyBytes: 2 * 1_024 * 1_024,
    internalError: 'InternalException',
  });

  const settled = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.all(underWay);
  };

  return {
    ...endpoint,
    queue: (name) => queues.get(name) ?? [],
    setEntryFault: (fault) => {
      entryFault = fault ?? (() => undefined);
    },
    settled,
    stop: async () => {
      abort.abort();
      await endpoint.stop();
      await settled();
    },
  };
};
