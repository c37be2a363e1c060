// `npm run package -- --publish <bucket>`: a folder to copy into a bucket, from which one click makes the stack. Nothing is uploaded
// and no account is asked.

import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { launchPage, quickCreateUrl } from '../../infra/publish/launch-page.ts';
import { openParameters } from '../../infra/publish/open-parameters.ts';
import { isPackagedTemplate, publishTemplate } from '../../infra/publish/publish-template.ts';
import { runFramework } from './run-framework.ts';

export type PublishOptions = {
  readonly bucket: string;
  readonly prefix: string;
  readonly folder: string;
  readonly stage: string;
  readonly region: string;
  /** As `--param` gives them. */
  readonly parameters: readonly string[];
};

const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const prefixForm = /^(?:[A-Za-z0-9!_.*'()-]+\/?)*$/;

/** Throws a RangeError with what is wrong. */
const check = ({ bucket, prefix, parameters }: PublishOptions): void => {
  if (!bucketName.test(bucket))
    throw new RangeError(
      '--publish takes the name of a bucket: 3 to 63 small letters, digits, dots and dashes.',
    );
  if (!prefixForm.test(prefix) || prefix.startsWith('/'))
    throw new RangeError('--prefix is a path within the bucket, such as releases/3.');
  const names = parameters.map((parameter) => parameter.split('=')[0] ?? '');
  const open = names.filter((name) => openParameters.some((it) => it.name === name));
  if (open.length > 0) {
    throw new RangeError(`${open.join(', ')} is asked for when the stack is launched: leave it out here.`);
  }
  const page = names.filter((name) => name.startsWith('page') || name === 'bankDirectory');
  if (page.length > 0) {
    throw new RangeError(
      `${page.join(', ')}: the page is uploaded by npm run deploy; a published stack has none.`,
    );
  }
};

const withoutSlash = (prefix: string): string => prefix.replace(/\/+$/, '');

export const publishPackage = async (options: PublishOptions): Promise<void> => {
  check(options);
  const { bucket, stage, region, folder } = options;
  const packaged = mkdtempSync(join(tmpdir(), 'direct-deposits-publish-'));
  try {
    const markers = openParameters.filter(({ marker }) => marker !== '');
    const code = await runFramework('package', [
      ...['--stage', stage, '--region', region, '--package', packaged],
      ...[...options.parameters, ...markers.map(({ name, marker }) => `${name}=${marker}`)].flatMap((it) => [
        '--param',
        it,
      ]),
    ]);
    if (code !== 0) return;
    const prefix = withoutSlash(options.prefix);
    const inBucket = (name: string): string => (prefix === '' ? name : `${prefix}/${name}`);
    const archives = readdirSync(packaged).filter((file) => file.endsWith('.zip'));
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const names = new Map(
      archives.map((archive) => {
        // A key that says the content: CloudFormation sees that code changed by its key alone.
        const hash = createHash('sha256')
          .update(readFileSync(join(packaged, archive)))
          .digest('hex');
        const name = `${archive.replace(/\.zip$/, '')}-${hash.slice(0, 16)}.zip`;
        copyFileSync(join(packaged, archive), join(folder, name));
        return [archive, name] as const;
      }),
    );
    const template: unknown = JSON.parse(
      readFileSync(join(packaged, 'cloudformation-template-update-stack.json'), 'utf8'),
    );
    if (!isPackagedTemplate(template)) throw new Error('The framework wrote another template than it did');
    const stackName = `direct-deposits-${stage}`;
    const keyOf = (archive: string): string => inBucket(names.get(archive) ?? archive);
    writeFileSync(
      join(folder, 'template.json'),
      JSON.stringify(publishTemplate(template, { bucket, keyOf, stackName })),
    );
    const templateUrl = `https://${bucket}.s3.${region}.amazonaws.com/${inBucket('template.json')}`;
    const launch = { region, templateUrl, stackName };
    writeFileSync(join(folder, 'launch.html'), launchPage(launch));
    console.log(
      [
        '',
        `Written to ${resolve(folder)}: template.json, ${names.size} archives, launch.html.`,
        '',
        `Copy it into the bucket, which has to be in ${region}:`,
        `  aws s3 sync ${folder} s3://${bucket}${prefix === '' ? '' : `/${prefix}`}`,
        '',
        'Then launch it:',
        `  ${quickCreateUrl(launch)}`,
      ].join('\n'),
    );
  } finally {
    rmSync(packaged, { recursive: true, force: true });
  }
};
