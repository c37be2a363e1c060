// The ways in: signing in when the issuer will not or cannot, and the API's documentation, from which requests go out as whoever signed in.

import { lookOver } from '#test/support/look-over';
import { button } from '#test/support/page-steps';
import { usePages } from './use-pages.ts';

const pages = usePages();

describe('signing in', () => {
  it('is given up at a refusal, with a way to try again, and not tried for ever', async () => {
    const { page, complaints } = await pages.visit();
    let asked = 0;
    await page.route('**/authorize?*', async (route) => {
      asked += 1;
      const query = new URL(route.request().url()).searchParams;
      const back = new URL(query.get('redirect_uri') ?? '');
      back.searchParams.set('error', 'access_denied');
      back.searchParams.set('state', query.get('state') ?? '');
      await route.fulfill({ status: 303, headers: { location: back.href } });
    });
    await page.goto(`${pages.apiUrl()}/`);
    await page.getByRole('heading', { name: 'the sign-in service refused it' }).waitFor();

    expect(asked).toBe(1);
    expect(new URL(page.url()).search).toBe('');
    expect(await lookOver(page)).toEqual([]);
    await page.unroute('**/authorize?*');
    await button(page, 'Sign in again').click();
    await page.getByRole('heading', { name: 'Sign in to the demo' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('says so when the issuer does not answer', async () => {
    const { page } = await pages.visit();
    await page.route('**/.well-known/openid-configuration', (route) => route.abort());
    await page.goto(`${pages.apiUrl()}/`);

    await page.getByRole('heading', { name: 'does not answer' }).waitFor();
    await page.unroute('**/.well-known/openid-configuration');
    await button(page, 'Sign in again').click();
    await page.getByRole('heading', { name: 'Sign in to the demo' }).waitFor();
  });
});

describe('the documentation of the API', () => {
  it('shows every route, and sends a request as the one who signed in', async () => {
    const { page, complaints } = await pages.visit();
    await page.goto(`${pages.apiUrl()}/api/docs`);
    await page
      .getByRole('heading', { name: /direct deposit/i })
      .first()
      .waitFor();
    const described = (await (await fetch(`${pages.apiUrl()}/api/openapi.json`)).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const methods = Object.values(described.paths).flatMap((path) =>
      Object.keys(path).filter((name) => ['get', 'put', 'post', 'delete', 'head', 'patch'].includes(name)),
    );
    await expect(page.locator('.opblock').count()).resolves.toBe(methods.length);

    await button(page, 'Sign in to try it').click();
    await page.getByRole('button', { name: 'Vera Viewer' }).first().click();
    await page.getByText('Requests go out as Vera Viewer of acme.').waitFor();
    await page.locator('#operations-Around_them-getMeta .opblock-summary-control').click();
    await button(page, 'Try it out').click();
    await button(page, 'Execute').click();
    await page.locator('.live-responses-table .response-col_status', { hasText: '200' }).waitFor();
    await page
      .locator('.live-responses-table .highlight-code', { hasText: 'maxDirectDeposits' })
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
  });
});
