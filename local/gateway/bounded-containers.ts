// Lambda starts a container for every request that finds none idle, each on a processor of its own. On a laptop they would share two or
// four: each start slows down the requests under way, which makes the next ones find none idle, and so on until nothing is
// answered. Here a function has a few containers, and requests beyond them wait for their turn.

import { availableParallelism } from 'node:os';
import type { Container, LambdaClass } from './emulator-class.ts';

/** Of one function. */
export const localContainers = Math.max(4, availableParallelism());

type Turns = { readonly take: <T>(work: () => Promise<T>) => Promise<T> };

/** Runs so many at once, the others in the order in which they came. */
const createTurns = (atOnce: number): Turns => {
  let free = atOnce;
  const waiting: (() => void)[] = [];
  return {
    take: async (work) => {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next === undefined) free += 1;
        else next();
      }
    },
  };
};

/** The emulator has ended the thread of a container that ran out of time, and would take the container for an idle one. */
const retireIfTimedOut = (container: Container, error: unknown): void => {
  if (error instanceof Error && error.constructor.name === 'LambdaTimeoutError')
    Object.defineProperty(container, 'status', { value: 'ENDED' });
};

/** @param atOnce containers of one function */
export const boundContainers = ({ prototype }: LambdaClass, atOnce: number): void => {
  const { get } = prototype;
  const turnsByFunction = new Map<string, Turns>();
  const turnsOf = (functionKey: string): Turns => {
    const turns = turnsByFunction.get(functionKey) ?? createTurns(atOnce);
    turnsByFunction.set(functionKey, turns);
    return turns;
  };

  prototype.get = function getInTurn(this: object, functionKey) {
    let clientContext: unknown;
    let event: unknown;
    const run = async (): Promise<unknown> => {
      // Found and made busy in one step, so that no other request finds it idle in between.
      const container = get.call(this, functionKey);
      container.setClientContext(clientContext);
      container.setEvent(event);
      try {
        return await container.runHandler();
      } catch (error) {
        retireIfTimedOut(container, error);
        throw error;
      }
    };
    return {
      setClientContext: (given) => {
        clientContext = given;
      },
      setEvent: (given) => {
        event = given;
      },
      runHandler: () => {
        const outcome = turnsOf(functionKey).take(run);
        // Nobody waits for an event's outcome; one that fails must not end the emulator.
        outcome.catch(() => undefined);
        return outcome;
      },
    };
  };
};
