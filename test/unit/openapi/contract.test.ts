// The published contract: of the routes that there are, with examples that are true and harmless, and the document that is
// committed is the one that the routes and schemas make.

import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { parse } from 'yaml';
import { answerExamples, requestExamples } from '../../../scripts/openapi/examples.ts';
import { documentText, makeDocument } from '../../../scripts/openapi/make-document.ts';
import { operations, type Operation } from '../../../scripts/openapi/operations.ts';
import { answerSchemas, requestSchemas } from '../../../scripts/openapi/schemas.ts';
import { readNewDirectDeposit } from '#shared/domain/direct-deposit-draft';
import { readRoutingNumber, routingNumberInputPattern } from '#shared/domain/routing-number';
import { allowedMethods } from '#shared/http/allowed-methods';
import { problems } from '#shared/http/problem';
import { getOpenApi } from '../../../functions/get-openapi/get-openapi.ts';

type Route = Pick<Operation, 'function' | 'method' | 'path'> & { readonly isPublic: boolean };
type Fragment = Record<
  string,
  { events?: { httpApi?: { method: Operation['method']; path: string; authorizer?: unknown } }[] }
>;

/** As the functions' fragments declare them. */
const declaredRoutes = (): Route[] =>
  globSync('functions/*/serverless.yml').flatMap((file) =>
    Object.entries(parse(readFileSync(file, 'utf8')) as Fragment).flatMap(([name, { events = [] }]) =>
      events.flatMap(({ httpApi }) =>
        httpApi === undefined
          ? []
          : [
              {
                function: name,
                method: httpApi.method,
                path: httpApi.path,
                isPublic: httpApi.authorizer === undefined,
              },
            ],
      ),
    ),
  );

const describedRoutes = (rows: readonly Operation[]): Route[] =>
  rows.map(({ function: name, method, path, isPublic = false }) => ({
    function: name,
    method,
    path,
    isPublic,
  }));

const inOrder = (routes: readonly Route[]): string[] => routes.map((route) => JSON.stringify(route)).sort();

describe('the routes of the contract', () => {
  it('are those of the functions, with and without a token', () => {
    expect(inOrder(describedRoutes(operations))).toEqual(inOrder(declaredRoutes()));
  });

  it('are checked: one that is left out is found', () => {
    expect(inOrder(describedRoutes(operations.slice(1)))).not.toEqual(inOrder(declaredRoutes()));
  });

  it('take the parameters that their paths have', () => {
    for (const { path, parameters } of operations) {
      expect([path, parameters.includes('EmployeeId'), parameters.includes('DirectDepositId')]).toEqual([
        path,
        path.includes('{employeeId}'),
        path.includes('{directDepositId}'),
      ]);
    }
  });

  it('are the methods that each path is said to take when another one is refused', () => {
    const paths = [...new Set(operations.map(({ path }) => path))];
    const methodsOf = (path: string) =>
      operations
        .filter((operation) => operation.path === path)
        .flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));

    expect(allowedMethods).toEqual(Object.fromEntries(paths.map((path) => [path, methodsOf(path)])));
  });

  it('answer every refusal that there is', () => {
    const described = new Set(operations.flatMap((operation) => operation.problems));

    expect([...described].sort()).toEqual(Object.keys(problems).sort());
  });
});

describe('the examples', () => {
  it.each(Object.entries(requestExamples))('%s is a request that the schema takes', (name, example) => {
    expect(v.safeParse(requestSchemas[name as keyof typeof requestExamples], example).issues).toBeUndefined();
  });

  it.each(Object.entries(answerExamples))('%s is an answer that the schema takes', (name, example) => {
    expect(v.safeParse(answerSchemas[name as keyof typeof answerExamples], example).issues).toBeUndefined();
  });

  it('are checked: a member more is found', () => {
    const more = { ...answerExamples.DirectDeposit, accountNumber: '123456789' };

    expect(v.safeParse(answerSchemas.DirectDeposit, more).success).toBe(false);
  });

  it('break no rule, and name no bank’s customer', () => {
    const judged = readNewDirectDeposit(requestExamples.CreateDirectDepositRequest);
    const text = JSON.stringify([requestExamples, answerExamples]);
    const valuesOf = (member: string) =>
      new Set([...text.matchAll(new RegExp(`"${member}":"([^"]*)"`, 'g'))].map(([, value]) => value));

    expect(judged.ok).toBe(true);
    expect([...valuesOf('routingNumber')].filter((number) => number !== '^[0-9]{9}$').sort()).toEqual([
      '011000015',
      '021000021',
    ]);
    expect([...valuesOf('accountNumber')].filter((number) => number !== '^[0-9]{4,17}$')).toEqual([
      '123456789',
    ]);
  });
});

describe('the document', () => {
  it('is committed as the routes and schemas make it', () => {
    expect(readFileSync('docs/openapi.json', 'utf8')).toBe(documentText());
  });

  it('names the kinds of an allocation one by one', () => {
    expect(makeDocument().components.schemas['AllocationRequest']).toMatchObject({
      oneOf: ['Fixed', 'Percentage', 'Remainder'].map((kind) => ({
        $ref: `#/components/schemas/${kind}AllocationRequest`,
      })),
    });
  });

  it('takes the spellings of a routing number that the rule takes', () => {
    const spelling = fc.string({ unit: fc.constantFrom('0', '1', '2', ' ', '-'), maxLength: 14 });

    fc.assert(
      fc.property(fc.oneof(spelling, fc.constantFrom('021000021', '0210-00021', ' 021 000 021 ')), (text) => {
        const reading = readRoutingNumber(text, '');
        const isNineDigits = reading.ok || reading.failure.every(({ rule }) => rule !== 'routing.length');
        expect(routingNumberInputPattern.test(text)).toBe(isNineDigits);
      }),
    );
  });

  const lint = (text: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'contract-'));
    try {
      const file = join(folder, 'openapi.json');
      writeFileSync(file, text);
      return spawnSync(process.execPath, ['scripts/openapi.ts', '--lint', file], { encoding: 'utf8' });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };

  it('passes the linter', () => {
    expect(lint(documentText())).toMatchObject({ status: 0, stderr: '' });
  }, 20_000);

  it('is looked over: an example that does not fit and a name given twice are found', () => {
    const text = documentText()
      .replace('"operationId": "getMeta"', '"operationId": "listHistory"')
      .replace('"accountNumber": "123456789"', '"accountNumber": 123456789');
    const { status, stderr } = lint(text);

    expect(status).toBe(1);
    expect(stderr).toContain('operation-operationId-unique');
    expect(stderr).toContain('no-invalid-media-type-examples');
  }, 20_000);

  it('is answered by its function as it is committed, and not again to who has it', () => {
    const route = { method: 'GET', routeKey: 'GET /api/openapi.json' };
    const parts = { requestId: 'r', claims: {}, pathParameters: {}, query: {}, isBase64Encoded: false };
    const request = { ...route, ...parts };
    const answer = getOpenApi.answer({ ...request, headers: {} });
    const etag = String(answer.headers?.['etag']);
    const again = getOpenApi.answer({ ...request, headers: { 'if-none-match': `"other", W/${etag}` } });

    expect(JSON.parse(answer.body ?? '')).toEqual(makeDocument());
    expect(answer.headers).toMatchObject({ 'cache-control': 'public, max-age=300' });
    expect([again.statusCode, again.body, again.headers?.['etag']]).toEqual([304, undefined, etag]);
  });
});
