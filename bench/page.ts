// `npm run bench:page`: how soon the page is there for an employee who opens it, in Chromium slowed to a quarter over a slow network, against the
// stack as `npm start` runs it. From the start of the document that the sign-in leads back to. Prints what has to be reached beside it.

import { startPageWorld, type PageWorld } from '../test/support/page-world.ts';
import { median, spread } from './statistics.ts';

/** As the world opens it: the benchmarks' own packages bring another copy of its types. */
type Page = Awaited<ReturnType<PageWorld['signIn']>>['page'];

const runs = 9;
/** A quarter of this machine, 10 Mbit/s, 40 ms there and back. */
const slow = { cpu: 4, bytesPerSecond: 10_000_000 / 8, latencyMs: 40 };

type Sample = { readonly paintMs: number; readonly readyMs: number; readonly shift: number };

const rows = [
  { name: 'first contentful paint', of: ({ paintMs }: Sample) => paintMs, unit: 'ms', most: 1_000 },
  {
    name: 'data shown, button to change it there',
    of: ({ readyMs }: Sample) => readyMs,
    unit: 'ms',
    most: 1_500,
  },
  { name: 'layout shift', of: ({ shift }: Sample) => shift, unit: '', most: 0 },
] as const;

/** Runs in the page, before its own scripts. */
const watch = `
  globalThis.seen = { paintMs: 0, readyMs: 0, shift: 0 };
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries())
      if (name === 'first-contentful-paint') seen.paintMs = startTime;
  }).observe({ type: 'paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) seen.shift += value;
  }).observe({ type: 'layout-shift', buffered: true });
  new MutationObserver((_, observer) => {
    if (document.querySelector('button.main') === null) return;
    seen.readyMs = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
`;

const slowDown = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slow.cpu });
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: slow.latencyMs,
    downloadThroughput: slow.bytesPerSecond,
    uploadThroughput: slow.bytesPerSecond,
  });
};

/** With nothing kept of an earlier visit but the issuer's session. */
const measureOnce = async ({ signIn, stack }: PageWorld): Promise<Sample> => {
  const { context, page: first } = await signIn('Gus Grant', 'globex');
  const page = await context.newPage();
  await first.close();
  await (await context.newCDPSession(page)).send('Network.clearBrowserCache');
  await page.addInitScript({ content: watch });
  await slowDown(page);
  await page.goto(`${stack.apiUrl}/`);
  await page.locator('button.main').waitFor();
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  const figures = String(await page.evaluate('[seen.paintMs, seen.readyMs, seen.shift].join()'));
  const [paintMs = NaN, readyMs = NaN, shift = NaN] = figures.split(',').map(Number);
  await context.close();
  return { paintMs, readyMs, shift };
};

const world = await startPageWorld();
try {
  const samples: Sample[] = [];
  // The first one finds cold functions behind the page.
  await measureOnce(world);
  for (let run = 0; run < runs; run += 1) samples.push(await measureOnce(world));
  for (const { name, of, unit, most } of rows) {
    const values = samples.map(of);
    const isReached = median(values) <= most;
    const figure = median(values)
      .toFixed(unit === 'ms' ? 0 : 3)
      .padStart(6);
    const verdict = `at most ${most}: ${isReached ? 'reached' : 'NOT REACHED'}`;
    console.log(`${name.padEnd(40)} ${figure} ${unit} ± ${spread(values).toFixed(0)}, ${verdict}`);
    if (!isReached) process.exitCode = 1;
  }
} finally {
  await world.stop();
}
