// API Gateway and Lambda for the local stack: the emulator as a child process, serving the production bundles of the
// functions, each function in a worker of its own. It is given no AWS account: keys are made up, endpoints are local.

import { join } from 'node:path';
import { startChildGroup } from '../process/child-group.ts';
import type { ChildGroup } from '../process/child-group.ts';
import type { Ports } from '../ports.ts';
import { localRegion, stackEnvironment } from '../stack-environment.ts';

export type Gateway = { readonly url: string; readonly stop: () => Promise<void> };

export type GatewaySettings = {
  readonly projectDirectory: string;
  readonly bundleDirectory: string;
  /** Where the functions find the built layer, as Lambda has it under /opt. */
  readonly layerNodePath: string;
  /** Where the database's certificate will be, before the first request. */
  readonly certificateFile: string;
  readonly ports: Ports;
  readonly issuerUrl: string;
  /** Where the built page is, or will be before the first request; undefined: there is none. */
  readonly pageFolder: string | undefined;
  readonly audience: string;
  readonly onLine: (line: string) => void;
  /** Called as soon as there is a process to clean up. */
  readonly onStarted: (child: ChildGroup) => void;
};

const inheritedNames = ['PATH', 'HOME', 'USER', 'LANG', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'TZ'];

const childEnvironment = (settings: GatewaySettings): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(inheritedNames.map((name) => [name, process.env[name]])),
  ...stackEnvironment(settings.ports, settings.certificateFile),
  DEPOSITS_ISSUER_URL: settings.issuerUrl,
  DEPOSITS_AUDIENCE: settings.audience,
  ...(settings.pageFolder === undefined ? {} : { DEPOSITS_PAGE_FOLDER: settings.pageFolder }),
  DEPOSITS_BUNDLE_FOLDER: settings.bundleDirectory,
  // The emulator knows nothing of layers.
  NODE_PATH: settings.layerNodePath,
  SLS_DEPRECATION_DISABLE: '*',
  NO_COLOR: '1',
});

const argumentsFor = ({ projectDirectory, ports }: GatewaySettings): string[] => [
  join(projectDirectory, 'node_modules/serverless/bin/serverless.js'),
  'offline',
  'start',
  ...['--stage', 'local', '--region', localRegion, '--host', '127.0.0.1'],
  ...['--httpPort', String(ports.api), '--lambdaPort', String(ports.lambda)],
  ...['--albPort', String(ports.alb), '--websocketPort', String(ports.websocket)],
];

export const startGateway = async (settings: GatewaySettings): Promise<Gateway> => {
  let announceReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    announceReady = resolve;
  });
  const child = startChildGroup({
    command: process.execPath,
    args: argumentsFor(settings),
    cwd: settings.projectDirectory,
    env: childEnvironment(settings),
    onLine: (line) => {
      if (line.includes('Server ready:')) announceReady();
      settings.onLine(line);
    },
  });
  settings.onStarted(child);
  const lastLines = await Promise.race([ready, child.ended]);
  if (lastLines !== undefined) {
    throw new Error(`The emulated gateway did not start. Its last words:\n${lastLines.join('\n')}`);
  }
  return { url: `http://127.0.0.1:${settings.ports.api}`, stop: child.stop };
};
