// The templates of every kind of deployment, each packaged once, offline, and looked at from every side.

import { copyProject, packaged, type Package } from '#test/support/packaged-project';
import { describeAlarms } from './templates/alarms.ts';
import { describeCallers } from './templates/callers.ts';
import { describeCanary } from './templates/canary.ts';
import { describeConcurrency } from './templates/concurrency.ts';
import { describeEvents } from './templates/events.ts';
import { describePage } from './templates/page.ts';
import { describePayroll } from './templates/payroll.ts';
import { describeHttpApi } from './templates/http-api.ts';
import { describeNetwork } from './templates/network.ts';
import { describeRoles } from './templates/roles.ts';
import { describeValidity } from './templates/validity.ts';
import { variantNames, variants, type Templates, type VariantName } from './templates/variants.ts';

const copy = copyProject();
const packages = new Map<VariantName, Package>();

const templateOf: Templates = (name) => packages.get(name)!.template;

beforeAll(() => {
  for (const name of variantNames) packages.set(name, packaged(copy.package(...variants[name])));
}, 240_000);

afterAll(() => copy.remove());

describeValidity(templateOf);
describeRoles(templateOf);
describeCallers(templateOf);
describeConcurrency(templateOf);
describeCanary(templateOf);
describeNetwork(templateOf);
describeHttpApi(templateOf);
describeEvents(templateOf);
describePayroll(templateOf);
describePage(templateOf);
describeAlarms(templateOf);

it('packaging refuses a canary beside ready containers with a sentence', () => {
  const refused = copy.package('canary=Canary10Percent5Minutes', 'apiConcurrency=1');

  expect(refused.isPackaged).toBe(false);
  expect(refused.output).toMatch(/canary cannot go with .*: a canary gives the alias routing weights/);
}, 60_000);

it('packaging refuses a parameter that there is not', () => {
  const refused = copy.package('issuerURL=https://issuer.example.com');

  expect(refused.isPackaged).toBe(false);
  expect(refused.output).toMatch(/There is no parameter issuerURL; there are issuerUrl, /);
}, 60_000);

it('packaging refuses two sources of webhooks under one name', () => {
  const refused = copy.package('webhookSources=bank:momento,bank:standard-webhooks');

  expect(refused.isPackaged).toBe(false);
  expect(refused.output).toMatch(/webhookSources: there are two sources bank/);
}, 60_000);
