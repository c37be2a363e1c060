// Lambda's Invoke API in front of one decryptor: an execution environment that is made when it is first invoked, or that has
// served before.

import { startLambdaEndpoint } from '../../test/support/aws-lambda-endpoint.ts';
import type { EndpointCertificate } from '../environment/tls-front.ts';
import { startFunction, type BenchedFunction, type FunctionProcess } from '../measure/function-process.ts';

export type LambdaHop = {
  readonly url: string;
  /** The next Invoke meets a new container of this function. */
  readonly putCold: (benched: BenchedFunction) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** @param certificate as the endpoint shows it; without one it speaks plain HTTP */
export const startLambdaHop = async (certificate?: EndpointCertificate): Promise<LambdaHop> => {
  let behind: BenchedFunction | undefined;
  let container: Promise<FunctionProcess> | undefined;
  const endpoint = await startLambdaEndpoint(async (event) => {
    if (behind === undefined) throw new Error('No function is behind the hop');
    container ??= startFunction(behind);
    return (await container).invoke(event);
  }, certificate);
  const clear = async (): Promise<void> => {
    const old = container;
    container = undefined;
    await (await old)?.stop();
  };
  return {
    url: endpoint.url,
    putCold: async (benched) => {
      await clear();
      behind = benched;
    },
    stop: async () => {
      await clear();
      await endpoint.stop();
    },
  };
};
