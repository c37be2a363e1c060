// A person at one employee's page: what they call next, what has to be answered, and what they know afterwards. They wait for
// one answer before they ask again, so nothing is refused but what they ask for knowing that it will be.

import { randomUUID } from 'node:crypto';
import { listIn, textIn } from '../json-members.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import type { Answer, Call } from './http-call.ts';

export type Step = {
  readonly call: Call;
  readonly expected: readonly number[];
  /** The same key again: the first answer has to come back. */
  readonly isRepeat?: true;
  readonly learn: (answer: Answer) => void;
};

type Item = { readonly id: string; readonly isRemainder: boolean; etag: string | undefined };

export type Client = { readonly token: string; readonly nextStep: () => Step; readonly stock: () => Step };

const maxItems = 3;
const ignore = (): void => undefined;

/** How often each thing is done, of the sum of all. */
const actions = {
  list: 26,
  get: 16,
  history: 8,
  meta: 6,
  simulate: 10,
  create: 10,
  update: 10,
  remove: 6,
  replace: 4,
  consider: 4,
} as const;
type Action = keyof typeof actions;

const isAction = (name: string): name is Action => name in actions;
const weighted = Object.entries(actions).flatMap(([name, weight]) =>
  isAction(name) ? Array.from({ length: weight }, () => name) : [],
);

export const createClient = (employee: string, token: string, random: SeededRandom): Client => {
  const base = `/api/employees/${employee}/direct-deposits`;
  let items: Item[] = [];
  let listTag: string | undefined;
  let repeat: Step | undefined;
  let accounts = 0;

  const account = (allocation: object): object => {
    accounts += 1;
    return {
      nickname: `Account ${accounts}`,
      accountType: 'checking',
      routingNumber: '021000021',
      accountNumber: `${1_000 + random.below(9_000)}${String(accounts).padStart(6, '0')}`,
      allocation,
    };
  };
  const fixed = (): object => account({ kind: 'fixed', amountCents: 1 + random.below(50_000) });
  const itemIn = (body: unknown, etag: string | undefined): Item => ({
    id: textIn(body, 'id') ?? '',
    isRemainder: textIn(body, 'allocation', 'kind') === 'remainder',
    etag,
  });
  const readList = ({ status, body, etag }: Answer): void => {
    if (status !== 200) return;
    const known = new Map(items.map((item) => [item.id, item.etag]));
    items = listIn(body, 'items').map((item) => itemIn(item, known.get(textIn(item, 'id') ?? '')));
    listTag = etag;
  };
  const changed = (): void => {
    listTag = undefined;
  };
  /** Some writes carry a key, and some of those are sent once more. */
  const write = (call: Call, expected: number, learn: (answer: Answer) => void): Step => {
    if (random.below(3) > 0) return { call, expected: [expected], learn };
    const keyed = { ...call, headers: { ...call.headers, 'idempotency-key': randomUUID() } };
    if (random.below(2) === 0) repeat = { call: keyed, expected: [expected], isRepeat: true, learn: ignore };
    return { call: keyed, expected: [expected], learn };
  };
  const replaceAll = (): Step =>
    write(
      {
        route: 'replace-direct-deposits',
        method: 'PUT',
        path: base,
        headers: { 'if-match': '*' },
        body: { items: [fixed(), account({ kind: 'remainder' })] },
      },
      200,
      (answer) => {
        items = [];
        readList(answer);
      },
    );
  const list = (): Step => ({
    call: {
      route: 'list-direct-deposits',
      method: 'GET',
      path: base,
      ...(listTag === undefined ? {} : { headers: { 'if-none-match': listTag } }),
    },
    expected: [listTag === undefined ? 200 : 304],
    learn: readList,
  });

  const steps: Readonly<Record<Action, () => Step>> = {
    list,
    get: () => {
      const item = random.pick(items);
      return {
        call: {
          route: 'get-direct-deposit',
          method: 'GET',
          path: `${base}/${item.id}`,
          ...(item.etag === undefined ? {} : { headers: { 'if-none-match': item.etag } }),
        },
        expected: [item.etag === undefined ? 200 : 304],
        learn: ({ etag }) => (item.etag = etag ?? item.etag),
      };
    },
    history: () => ({
      call: { route: 'list-history', method: 'GET', path: `${base}/history?limit=20` },
      expected: [200],
      learn: ignore,
    }),
    meta: () => ({
      call: { route: 'get-meta', method: 'GET', path: '/api/meta' },
      expected: [200],
      learn: ignore,
    }),
    simulate: () => ({
      call: {
        route: 'simulate-net-pay',
        method: 'POST',
        path: `${base}/simulate`,
        body: { netPayCents: [random.below(1_000_000), 123_456] },
      },
      expected: [200],
      learn: ignore,
    }),
    create: () => {
      const call = { route: 'create-direct-deposit', method: 'POST', path: base, body: fixed() } as const;
      // One too many is refused, and that is as it should be.
      if (items.length >= maxItems) return { call, expected: [409], learn: ignore };
      return write(call, 201, ({ body, etag }) => {
        // It goes before the remainder, whose place and version are others from now on.
        for (const item of items) if (item.isRemainder) item.etag = undefined;
        items.push(itemIn(body, etag));
        changed();
      });
    },
    consider: () => ({
      call: {
        route: 'create-direct-deposit',
        method: 'POST',
        path: `${base}?dryRun=true`,
        body: fixed(),
      },
      expected: [items.length >= maxItems ? 409 : 200],
      learn: ignore,
    }),
    update: () => {
      const item = random.pick(items);
      const allocation = item.isRemainder ? { kind: 'remainder' } : { kind: 'fixed', amountCents: 4_200 };
      const { accountNumber: _, ...body } = { accountNumber: '', ...account(allocation) };
      const call = { route: 'update-direct-deposit', method: 'PUT', path: `${base}/${item.id}` } as const;
      return write({ ...call, headers: { 'if-match': item.etag ?? '*' }, body }, 200, ({ etag }) => {
        // Others' places did not change, so neither did their versions.
        item.etag = etag;
        changed();
      });
    },
    remove: () => {
      const item = items.find(({ isRemainder }) => !isRemainder);
      if (item === undefined) return replaceAll();
      const call = { route: 'delete-direct-deposit', method: 'DELETE', path: `${base}/${item.id}` } as const;
      return write({ ...call, headers: { 'if-match': '*' } }, 200, () => {
        // Those behind it moved up, to another version.
        items = items.filter(({ id }) => id !== item.id).map((kept) => ({ ...kept, etag: undefined }));
        changed();
      });
    },
    replace: replaceAll,
  };

  return {
    token,
    stock: replaceAll,
    nextStep: () => {
      const repeated = repeat;
      repeat = undefined;
      if (repeated !== undefined) return repeated;
      return items.length === 0 ? replaceAll() : steps[random.pick(weighted)]();
    },
  };
};
