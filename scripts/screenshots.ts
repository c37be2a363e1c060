// `npm run screenshots`: plays every state of the page in a browser, against the stack as `npm start` runs it, and keeps what a person sees in
// docs/screenshots, with a page that shows them all.

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPageWorld } from '../test/support/page-world.ts';
import { scenes, type Shoot } from './screenshots/scenes.ts';

const folder = join(import.meta.dirname, '..', 'docs', 'screenshots');
/** As high as a picture may be, in CSS pixels: what is longer is cut. */
const highest = 1_100;

const shown: { readonly name: string; readonly shows: string }[] = [];

const shoot: Shoot = async (page, name, shows) => {
  await page.evaluate('document.activeElement?.blur()');
  const [width = 0, height = 0] = await page.evaluate<number[]>(
    '[document.documentElement.clientWidth, document.documentElement.scrollHeight]',
  );
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 70,
    captureBeyondViewport: true,
    clip: { x: 0, y: 0, width, height: Math.min(height, highest), scale: 1 },
  });
  writeFileSync(join(folder, `${name}.webp`), Buffer.from(data, 'base64'));
  shown.push({ name, shows });
  console.log(`${name.padEnd(20)} ${shows}`);
};

mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) rmSync(join(folder, name));
const world = await startPageWorld({ viewport: { width: 760, height: 700 } });
try {
  for (const play of Object.values(scenes)) await play(world, shoot);
} finally {
  await world.stop();
}
const pictures = shown.map(({ name, shows }) => `## ${shows}\n\n![${shows}](${name}.webp)\n`);
writeFileSync(
  join(folder, 'README.md'),
  `# What a person sees\n\nMade by \`npm run screenshots\`, in a browser against the local stack. [The page](../page.md) says how it works.\n\n${pictures.join('\n')}`,
);
