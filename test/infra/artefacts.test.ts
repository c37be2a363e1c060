// The archives that would be deployed: the same from any folder, each changed by its own function only, with nothing in them
// of the machine that made them, and running when Lambda's runtime starts them.

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import {
  copyProject,
  functionKey,
  ofType,
  packaged,
  type Package,
  type ProjectCopy,
} from '#test/support/packaged-project';
import { startPackagedFunction, type RunningFunction } from '#test/support/start-packaged-function';
import { apiKeys, functionKeys } from './templates/variants.ts';
import { modesInZip, readZip } from '../support/read-zip.ts';

const archiveNames = [...functionKeys, 'shared'].map((name) => `${name}.zip`).sort();

const hashesOf = ({ archives }: Package): Record<string, string> =>
  Object.fromEntries(
    [...archives].map(([name, content]) => [name, createHash('sha256').update(content).digest('hex')]),
  );

const copies: ProjectCopy[] = [];
const newCopy = (source?: string): ProjectCopy => {
  const copy = copyProject(source);
  copies.push(copy);
  return copy;
};

let first: Package;
let firstCopy: ProjectCopy;
const running: RunningFunction[] = [];

beforeAll(() => {
  firstCopy = newCopy();
  first = packaged(firstCopy.package());
}, 60_000);

afterAll(async () => {
  await Promise.all(running.map(({ stop }) => stop()));
  for (const { remove } of copies) remove();
});

/** A copy in which one file does one thing more. */
const changed = (
  file: string,
  what = "(globalThis as { changed?: string }).changed = 'yes';",
): ProjectCopy => {
  const copy = newCopy(firstCopy.directory);
  appendFileSync(join(copy.directory, file), `\n${what}\n`);
  return copy;
};

const differing = (after: Package): string[] => {
  const before = hashesOf(first);
  return Object.entries(hashesOf(after))
    .filter(([name, hash]) => before[name] !== hash)
    .map(([name]) => name);
};

describe('the archives', () => {
  it('are the same, bit for bit, from another folder and under another umask', () => {
    const copy = newCopy(firstCopy.directory);
    const umask = process.umask(0o077);
    let second: Package;
    try {
      second = packaged(copy.package());
    } finally {
      process.umask(umask);
    }

    expect(Object.keys(hashesOf(first))).toEqual(archiveNames);
    expect(hashesOf(second)).toEqual(hashesOf(first));
  }, 60_000);

  it('hold files that everybody may read and their owner write', () => {
    for (const [name, content] of first.archives) {
      for (const [file, mode] of modesInZip(content)) {
        expect([name, file, mode.toString(8)]).toEqual([name, file, '644']);
      }
    }
  });

  it('of all others stay when a function changes', () => {
    const after = packaged(changed('functions/list-direct-deposits/list-direct-deposits.ts').package());

    expect(differing(after)).toEqual(['list-direct-deposits.zip']);
  }, 60_000);

  it('of the functions stay when something changes that only the layer holds', () => {
    const after = packaged(changed('shared/sql/sql-pools.ts').package());

    expect(differing(after)).toEqual(['shared.zip']);
  }, 60_000);

  it('hold what runs and nothing beside it', () => {
    for (const [name, content] of first.archives) {
      const files = [...readZip(content).keys()];
      expect(files.filter((file) => !/\.cjs$|\/package\.json$/.test(file))).toEqual([]);
      if (name !== 'shared.zip') expect(files).toHaveLength(1);
    }
  });
});

/** What would tell of the machine that made an archive, or lead to a source map. */
const tracesOf = (text: string): string[] => {
  const machine = [firstCopy.directory, process.cwd(), userInfo().homedir, hostname()].filter(
    (each) => each.length > 3,
  );
  return [
    ...machine.filter((each) => text.includes(each)),
    ...(/(?:file:\/\/\/|["'`](?:\/home\/|\/Users\/|\/root\/|\/tmp\/|[A-Z]:\\\\Users))[^"'`\s]*/.exec(text) ??
      []),
    ...(/sourceMappingURL=/.exec(text) ?? []),
  ];
};

describe('nothing in the archives tells of who made them', () => {
  it('no path, no name of a machine, no source map', () => {
    for (const [name, content] of first.archives) {
      for (const [file, bytes] of readZip(content)) {
        expect([name, file, tracesOf(bytes.toString('utf8'))]).toEqual([name, file, []]);
      }
    }
  });

  it('is checked: a planted path is found', () => {
    const planted = `console.log(${JSON.stringify(firstCopy.directory)});`;
    const { archives } = packaged(changed('functions/decryptor/handler.ts', planted).package());
    const [bundle] = [...readZip(archives.get('decryptor.zip')!).values()];

    expect(tracesOf(bundle!.toString('utf8'))).toContain(firstCopy.directory);
    expect(tracesOf('//# sourceMappingURL=handler.js.map')).toEqual(['sourceMappingURL=']);
    expect(tracesOf('a("/home/someone/x.ts")')).toEqual(['"/home/someone/x.ts']);
  }, 60_000);

  it('and yet a stack trace can be read: functions keep their names', () => {
    const [bundle] = [...readZip(first.archives.get('decryptor.zip')!).values()];

    for (const name of ['openCredentials', 'parseEnvelope', 'crashFacts']) {
      expect(bundle!.toString('utf8')).toMatch(new RegExp(`\\b${name}\\b`));
    }
  });
});

type ContractAnswer = {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
};

const filledIn = (value: unknown): string => (typeof value === 'string' ? value : 'filled-in');

const start = async (
  key: string,
  source: Package = first,
  extra: Record<string, string> = {},
): Promise<RunningFunction> => {
  const { Properties } = ofType(source.template, 'AWS::Lambda::Function').find(
    (it) => functionKey(it) === key,
  )!;
  const declared = Properties['Environment'].Variables as Record<string, unknown>;
  const environment = Object.fromEntries(
    Object.entries(declared).map(([name, value]) => [name, filledIn(value)]),
  );
  const started = await startPackagedFunction({
    archive: source.archives.get(`${key}.zip`)!,
    layer: source.archives.get('shared.zip'),
    handler: String(Properties['Handler']),
    environment: { ...environment, ...extra },
  });
  running.push(started);
  return started;
};

const without = (source: Package, archive: string): Package => ({
  ...source,
  archives: new Map([...source.archives].filter(([name]) => name !== archive)),
});

const loginTo = (place: { server: string; port: number }) => ({
  version: 1,
  credentials: {
    'sql-server': {
      value: { ...place, database: 'd', user: 'u', password: 'p' },
      version: 1,
      format: 'jwe1',
    },
  },
  failures: {},
});

/** Stands where Lambda's Invoke is and answers every call alike. */
const answering = async (answer: unknown): Promise<{ url: string; stop: () => Promise<void> }> => {
  const server = createServer((incoming, response) => {
    incoming.resume().on('end', () => response.end(JSON.stringify(answer)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const eventWith = (claims: Record<string, string>) => ({
  version: '2.0',
  headers: {},
  isBase64Encoded: false,
  pathParameters: { employeeId: 'e-1001' },
  requestContext: { requestId: 'r-1', authorizer: { jwt: { claims } } },
});

describe('in Lambda’s runtime, from folders that are not theirs', () => {
  it('the decryptor refuses a malformed request by the contract', async () => {
    const decryptor = await start('decryptor');

    expect(await decryptor.invoke({ version: 1 })).toEqual({
      isError: false,
      payload: { version: 1, error: { code: 'REQUEST_INVALID', pointer: '/tenantId' } },
    });
    await decryptor.hasWritten('"DecryptorRequests":1');
  });

  it('the decryptor connects to KMS and DynamoDB before anybody asks it', async () => {
    const servers = [createServer(), createServer()];
    const connected = servers.map((server) => once(server, 'connection'));
    const urls = await Promise.all(
      servers.map(async (server) => {
        await once(server.listen(0, '127.0.0.1'), 'listening');
        return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      }),
    );
    try {
      await start('decryptor', first, {
        AWS_ENDPOINT_URL_KMS: urls[0]!,
        AWS_ENDPOINT_URL_DYNAMODB: urls[1]!,
      });

      expect((await Promise.all(connected)).length).toBe(2);
    } finally {
      for (const server of servers) server.close().closeAllConnections();
    }
  });

  it.each(apiKeys)('%s refuses a token without a tenant', async (key) => {
    const api = await start(key);

    expect(await api.invoke(eventWith({ sub: 'someone' }))).toMatchObject({
      isError: false,
      payload: { statusCode: 403 },
    });
    await api.hasWritten('"Namespace":"direct-deposits-prod"');
  });

  it('the contract is answered to anybody, and not again to who has it', async () => {
    const contract = await start('get-openapi');
    const asked = (headers: Record<string, string>) => ({
      version: '2.0',
      headers,
      isBase64Encoded: false,
      requestContext: { requestId: 'r-1' },
    });

    const first = (await contract.invoke(asked({}))).payload as ContractAnswer;
    const { etag = '' } = first.headers;
    const again = (await contract.invoke(asked({ 'If-None-Match': etag }))).payload as ContractAnswer;

    expect(first).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' },
    });
    expect(JSON.parse(first.body)).toEqual(JSON.parse(readFileSync('docs/openapi.json', 'utf8')));
    expect(again).toMatchObject({ statusCode: 304, headers: { etag } });
    await contract.hasWritten('"route":"get-openapi"');
  });

  const claims = { sub: 's', tenant_id: 'acme', employee_id: 'e-1001', roles: '[employee]' };
  const nobody = 'http://127.0.0.1:9';

  it('a request asks the decryptor again before it gives up', async () => {
    const api = await start('list-direct-deposits', first, { AWS_ENDPOINT_URL_LAMBDA: nobody });

    expect(await api.invoke(eventWith(claims))).toMatchObject({ payload: { statusCode: 503 } });
    await api.hasWritten('"DecryptorCallRetries":1');
    await api.hasWritten('"ColdStarts":1');
  });

  it('a request whose credential is opened loads the database driver from the layer', async () => {
    const endpoint = await answering(loginTo({ server: '127.0.0.1', port: 9 }));
    try {
      const settings = { AWS_ENDPOINT_URL_LAMBDA: endpoint.url };
      const whole = await start('list-direct-deposits', first, settings);
      const withoutLayer = await start('list-direct-deposits', without(first, 'shared.zip'), settings);

      const refused = await whole.invoke(eventWith(claims));
      expect(refused.payload).toMatchObject({ statusCode: 503 });
      expect(JSON.stringify(refused.payload)).toContain('DATABASE_UNAVAILABLE');
      await whole.hasWritten('"PoolWait":');

      const missed = await withoutLayer.invoke(eventWith(claims));
      expect(missed.payload).toMatchObject({ statusCode: 500 });
    } finally {
      await endpoint.stop();
    }
  });

  it('a container that is made ready ahead counts no cold start', async () => {
    const api = await start('list-direct-deposits', first, {
      AWS_ENDPOINT_URL_LAMBDA: nobody,
      AWS_LAMBDA_INITIALIZATION_TYPE: 'provisioned-concurrency',
    });
    await api.invoke(eventWith(claims));

    await api.hasWritten('"ColdStarts":0');
  });

  it('a function that opens credentials itself does so out of the layer', async () => {
    const inProcess = packaged(newCopy(firstCopy.directory).package('credentialSource=in-process'));
    const api = await start('list-direct-deposits', inProcess, {
      AWS_ENDPOINT_URL_DYNAMODB: nobody,
      AWS_ENDPOINT_URL_KMS: nobody,
    });

    expect(await api.invoke(eventWith(claims))).toMatchObject({ payload: { statusCode: 503 } });
    await api.hasWritten('"event":"decryptor.store.failed"');
  }, 60_000);

  it('none can write where its code or its layer is', () => {
    expect(running[0]!.writableFolders()).toEqual([]);
  });
});
