// webhook rotate-secret --secret-id … --scheme … --out <file> | --secret-file <file>: a new signing secret, made here or given.

import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Command } from 'commander';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { Secret } from '#shared/platform/secret';
import { rotationWindowMs } from '#shared/webhook/rotation-window';
import type { SignatureScheme } from '#shared/webhook/signature-scheme';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { report, type JsonOption } from '../command-line/report.ts';
import { describeTrouble, placeOf, troubleName } from '../command-line/service-trouble.ts';
import { newSigningSecret } from './new-signing-secret.ts';
import { isRotating, readSecretState, storeSecret, type SecretState } from './rotate-secret.ts';
import { parseScheme, readSecret, schemeNames } from './webhook-options.ts';

type RotateOptions = JsonOption & {
  readonly secretId: string;
  readonly scheme: SignatureScheme;
  readonly out?: string;
  readonly secretFile?: string;
  readonly force?: true;
  readonly dryRun?: true;
};

const hints = {
  ResourceNotFoundException:
    'there is no such secret there: a deployment makes one for each source of the parameter webhookSources',
  AccessDeniedException:
    'this identity may not do that: it needs the policy direct-deposits-<stage>-webhook-operator (aws sts get-caller-identity shows who it is)',
};

const sayTrouble = (secretId: string, error: unknown): void =>
  console.error(
    describeTrouble(
      {
        service: 'Secrets Manager',
        target: `the secret ${secretId}`,
        place: placeOf(process.env, 'AWS_ENDPOINT_URL_SECRETS_MANAGER'),
        error: troubleName(error),
      },
      hints,
    ),
  );

/** Only for its owner, and never over a file that is there: the only copy for the sender. */
const writeNewFile = (path: string, secret: string): void => {
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw new RangeError(
      isThere ? `${path} is there already: name a new file.` : `${path} cannot be written.`,
    );
  }
  writeSync(file, `${secret}\n`);
  closeSync(file);
};

type NewSecret = { readonly secret: Secret<string>; readonly undo: () => void };

/** In a file before it is stored: a secret that nobody can tell the sender would refuse all that it sends. */
const obtainSecret = ({ scheme, out, secretFile }: RotateOptions): NewSecret => {
  if (secretFile !== undefined) {
    const given = readSecret(secretFile);
    if (!given.ok) throw new RangeError(given.failure);
    refuseUnusable(scheme, given.value);
    return { secret: given.value, undo: () => undefined };
  }
  const path = out ?? '';
  const made = newSigningSecret(scheme);
  writeNewFile(path, made);
  return { secret: new Secret(made), undo: () => rmSync(path, { force: true }) };
};

/** A scheme throws for a secret that it cannot sign with. */
const refuseUnusable = (scheme: SignatureScheme, secret: Secret<string>): void => {
  scheme.sign({ id: 'trial', sentAt: new Date(), payload: {} }, secret.expose());
};

const sentenceOf = (state: SecretState, now: Date): string =>
  state.kind === 'empty'
    ? 'It is the first one.'
    : `The one before (of ${state.storedAt.toISOString()}) is accepted until ${new Date(now.getTime() + rotationWindowMs).toISOString()}.`;

const rotate = async (options: RotateOptions): Promise<ExitCode> => {
  const { secretId, out, secretFile, force, dryRun } = options;
  if ((out === undefined) === (secretFile === undefined)) {
    console.error(
      'Give --out (a new secret is made and written there) or --secret-file (the sender made it).',
    );
    return exitCodes.wrongUsage;
  }
  const now = new Date();
  const client = new SecretsManagerClient({});
  try {
    const state = await readSecretState(client, secretId);
    if (isRotating(state, now) && force !== true) {
      console.error(
        `${secretId} was changed less than 24 hours ago: another change would make the secret before stop at once, and the sender may still sign with it. --force does it.`,
      );
      return exitCodes.failed;
    }
    if (dryRun === true) {
      report(options, { secretId, dryRun: true }, [
        `${secretId}: would store a new secret. ${sentenceOf(state, now)}`,
      ]);
      return exitCodes.done;
    }
    const { secret, undo } = obtainSecret(options);
    try {
      await storeSecret(client, secretId, secret);
    } catch (error) {
      undo();
      throw error;
    }
    report(options, { secretId, storedAt: now.toISOString(), ...(out === undefined ? {} : { out }) }, [
      `${secretId}: stored a new secret. ${sentenceOf(state, now)}`,
      ...(out === undefined ? [] : [`Give ${out} to the sender, then delete it.`]),
    ]);
    return exitCodes.done;
  } catch (error) {
    if (error instanceof RangeError) throw error;
    sayTrouble(secretId, error);
    return exitCodes.failed;
  } finally {
    client.destroy();
  }
};

export const addRotateSecretCommand = (program: Command): void => {
  program
    .command('rotate-secret')
    .description('Store a new signing secret; the one before is accepted for a day longer.')
    .requiredOption('--secret-id <name>', 'its name in Secrets Manager')
    .requiredOption('--scheme <name>', `how it signs: ${schemeNames}`, parseScheme)
    .option('--out <file>', 'make a secret and write it to this new file, for the sender')
    .option('--secret-file <file>', 'store this one, which the sender made')
    .option('--force', 'also while the last change is not a day old')
    .option('--dry-run', 'only say what would happen')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Example:
  npm run webhook -- rotate-secret --secret-id direct-deposits-prod/webhook/payroll-suite --scheme standard-webhooks --out secret.txt

The secret is never printed. Where Secrets Manager is: AWS_REGION, AWS_PROFILE and AWS_ENDPOINT_URL_SECRETS_MANAGER, as for every AWS
client. Store it here first, then let the sender change over: until it does, and for a day, both are accepted.`,
    )
    .action(async (options: RotateOptions) => {
      process.exitCode = await rotate(options);
    });
};
