// The page goes to S3 and CloudFront as AWS's own clients send it, to an endpoint that keeps what came.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { S3Client } from '@aws-sdk/client-s3';
import { startAwsRecorder, type AwsRecorder, type Plan } from '#test/support/aws-recorder';
import { BankDirectoryError, bankFiles } from '../../infra/bank-directory.ts';
import { pageFiles } from '../../infra/page-files.ts';
import { uploadPage } from '../../infra/page-upload.ts';

const nowMs = Date.parse('2026-11-29T12:00:00Z');
const page = {
  issuerUrl: 'https://issuer.example.com',
  clientId: 'page',
  scope: 'openid profile',
  connectOrigins: [],
  domain: undefined,
  bankDirectory: undefined,
};

let folder: string;
let recorder: AwsRecorder;

const write = (name: string, body: string): void => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), body);
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'page-'));
  for (const name of [
    'index.html',
    'assets/a-1.js',
    'assets/b-2.css',
    'api/docs/index.html',
    'api/docs/assets/c-3.js',
  ])
    write(name, name);
  recorder = await startAwsRecorder();
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await recorder.stop();
});

const clients = () => {
  const config = {
    endpoint: recorder.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  };
  return { s3: new S3Client({ ...config, forcePathStyle: true }), cloudFront: new CloudFrontClient(config) };
};

const xml = (body: string): Plan => ({ headers: { 'content-type': 'application/xml' }, body });
const listing = (contents: Readonly<Record<string, string>>): Plan =>
  xml(
    `<ListBucketResult><IsTruncated>false</IsTruncated>${Object.entries(contents)
      .map(([key, at]) => `<Contents><Key>${key}</Key><LastModified>${at}</LastModified></Contents>`)
      .join('')}</ListBucketResult>`,
  );
const place = { bucket: 'bucket', distributionId: 'E1' };
const sentPuts = () =>
  recorder.requests
    .filter(({ method }) => method === 'PUT')
    .map(({ url }) => url.split('?')[0]!.replace('/bucket', ''));

describe('uploading the page', () => {
  it('writes what documents ask for before the documents, each with its type and how long it may be kept', async () => {
    const files = pageFiles(folder, page);
    recorder.plan(...files.map(() => xml('')), listing({}), xml('<Invalidation/>'));

    expect(await uploadPage(clients(), place, files, nowMs)).toEqual({ written: 6, removed: 0 });
    const puts = sentPuts();
    expect([...puts].sort()).toEqual(files.map(({ name }) => name).sort());
    expect(puts.slice(-2).every((name) => name.endsWith('.html'))).toBe(true);
    const headersOf = (name: string) =>
      recorder.requests.find(({ method, url }) => method === 'PUT' && url.startsWith(`/bucket${name}`))!
        .headers;
    expect(headersOf('/assets/a-1.js')).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(headersOf('/index.html')).toMatchObject({ 'cache-control': 'no-cache' });
  });

  it('removes what no build has written for a month, and nothing else', async () => {
    const files = pageFiles(folder, page);
    const old = '2026-10-01T00:00:00Z';
    recorder.plan(
      ...files.map(() => xml('')),
      listing({ 'assets/a-1.js': old, 'assets/old.js': old, 'assets/last-week.js': '2026-11-22T00:00:00Z' }),
      xml(''),
    );

    expect(await uploadPage(clients(), place, files, nowMs)).toMatchObject({ removed: 1 });
    const deleted = recorder.requests
      .filter(({ method }) => method === 'DELETE')
      .map(({ url }) => url.split('?')[0]);
    expect(deleted).toEqual(['/bucket/assets/old.js']);
  });

  it('has CloudFront forget what may have changed under the same name', async () => {
    const files = pageFiles(folder, page);
    recorder.plan(...files.map(() => xml('')), listing({}), xml('<Invalidation/>'));
    await uploadPage(clients(), place, files, nowMs);

    const { url, body } = recorder.requests.at(-1)!;
    expect(url).toMatch(/\/distribution\/E1\/invalidation$/);
    const paths = [...String(body).matchAll(/<Path>([^<]+)<\/Path>/g)].map(([, path]) => path);
    expect(paths.sort()).toEqual(['/api/docs/index.html', '/banks/*', '/config.json', '/index.html']);
  });

  it('leaves the old document in place when a file cannot be written', async () => {
    const files = pageFiles(folder, page);
    recorder.plan({
      status: 403,
      headers: { 'content-type': 'application/xml' },
      body: '<Error><Code>AccessDenied</Code></Error>',
    });

    await expect(uploadPage(clients(), place, files, nowMs)).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(sentPuts().filter((name) => name.endsWith('.html'))).toEqual([]);
  });
});

describe('the directory of banks', () => {
  it('is divided by the first four digits', () => {
    const files = bankFiles('routing number,name\n021000021,"Bank, One"\n021001208,Two\n011401533,Three\n');

    expect(files.map(({ name, body }) => [name, JSON.parse(String(body)) as unknown])).toEqual([
      ['/banks/0210.json', { '021000021': 'Bank, One', '021001208': 'Two' }],
      ['/banks/0114.json', { '011401533': 'Three' }],
    ]);
  });

  it.each(['021000021\n', '02100002,Short\n', 'name\nnot a number,Bank\n'])(
    'refuses %j with the row',
    (csv) => {
      expect(() => bankFiles(csv)).toThrow(BankDirectoryError);
    },
  );

  it('goes with the page, which is told that there is one', () => {
    write('banks.csv', '021000021,One\n');
    const files = pageFiles(join(folder), { ...page, bankDirectory: join(folder, 'banks.csv') });
    const config = files.find(({ name }) => name === '/config.json')!;

    expect(files.map(({ name }) => name)).toContain('/banks/0210.json');
    expect(JSON.parse(String(config.body))).toEqual({
      issuer: 'https://issuer.example.com',
      clientId: 'page',
      scope: 'openid profile',
      hasBankNames: true,
    });
  });
});
