// The list of an employee's direct deposits from a container that has just been made: from starting the process to the answer
// with the first row's worth of SQL behind it. With the hop to a decryptor that is new as well, woken ahead or not, or warm; in process; on the
// AWS SDK throughout; with the hop to the Rust peer; and with the credential given, the request to which decryption adds.

import { interleave, type Variant } from '../measure/interleave.ts';
import { withFunction, type BenchedFunction } from '../measure/function-process.ts';
import type { Samples } from '../statistics.ts';
import { rustSubject, subject, type Setting } from '../subjects.ts';
import { decryptRequest, listRequest } from '../environment/requests.ts';
import { startLambdaHop, type LambdaHop } from './lambda-hop.ts';

export const requireList = (answer: unknown): void => {
  if (Reflect.get(Object(answer), 'statusCode') !== 200)
    throw new Error(`no list: ${JSON.stringify(answer)}`);
};

const firstRow = (id: string, api: BenchedFunction, before: () => Promise<void>): Variant => ({
  name: id,
  run: async () => {
    await before();
    return withFunction(api, async ({ startedMs, invoke, peakMemoryKb }) => {
      const answer = await invoke(listRequest());
      const tookMs = performance.now() - startedMs;
      requireList(answer);
      return { [`api-cold/${id}`]: tookMs, [`api-memory/${id}`]: peakMemoryKb() / 1000 };
    });
  },
});

const ready = (id: string, benched: BenchedFunction): Variant => ({
  name: id,
  run: () =>
    withFunction(benched, async (started) => {
      await started.ready;
      return { [`ready/${id}`]: performance.now() - started.startedMs };
    }),
});

/** The login that the store holds, as the decryptor opens it. */
export const readLogin = async (setting: Setting): Promise<string> => {
  const answer = await withFunction(subject(setting, 'ours'), ({ invoke }) => invoke(decryptRequest()));
  const credentials: unknown = Reflect.get(Object(answer), 'credentials');
  const login: unknown = Reflect.get(Object(credentials), 'sql-server');
  return JSON.stringify(Reflect.get(Object(login), 'value'));
};

const toRust = (setting: Setting, hop: LambdaHop): Variant[] => {
  const rust = rustSubject(setting);
  if (rust === undefined) return [];
  const overHop = subject(setting, 'api-hop', { AWS_ENDPOINT_URL_LAMBDA: hop.url });
  return [firstRow('rust', overHop, () => hop.putCold(rust))];
};

const hopVariants = (setting: Setting, hop: LambdaHop, isShort: boolean): Variant[] => {
  const endpoint = { AWS_ENDPOINT_URL_LAMBDA: hop.url };
  const overHop = subject(setting, 'api-hop', endpoint);
  const waking = subject(setting, 'api-hop', { ...endpoint, DEPOSITS_WAKE_DECRYPTOR: 'on' });
  const ours = subject(setting, 'ours');
  const toWarm = async (): Promise<void> => {
    await hop.putCold(ours);
    // One request over the hop itself warms what is behind it.
    await withFunction(overHop, ({ invoke }) => invoke(listRequest()));
  };
  return [
    firstRow('hop', overHop, () => hop.putCold(ours)),
    firstRow('woken', waking, () => hop.putCold(ours)),
    ...(isShort
      ? []
      : [
          firstRow('hop-warm', overHop, toWarm),
          firstRow('sdk', subject(setting, 'api-sdk', endpoint), () =>
            hop.putCold(subject(setting, 'sdk-bundled')),
          ),
        ]),
  ];
};

export const measureApiCold = async (
  setting: Setting,
  rounds: number,
  { isShort }: { readonly isShort: boolean },
): Promise<Samples> => {
  const hop = await startLambdaHop(setting.certificate);
  const given = { BENCH_GIVEN_LOGIN: await readLogin(setting) };
  const nothing = () => Promise.resolve();
  try {
    const compared = [
      firstRow('given', subject(setting, 'api-given', given), nothing),
      firstRow('in-process', subject(setting, 'api-in-process'), nothing),
      ...toRust(setting, hop),
    ];
    return await interleave(
      [
        // Their differences are judged, a few milliseconds of many: they need more runs than the rest.
        ...Array.from({ length: isShort ? 2 : 3 }, () => compared).flat(),
        ...hopVariants(setting, hop, isShort),
        ready('node', subject(setting, 'node')),
        ready('api', subject(setting, 'api-hop')),
        ready('api-driver', subject(setting, 'api-driver')),
      ],
      rounds,
      4,
    );
  } finally {
    await hop.stop();
  }
};
