import { setImmediate as nextTurn } from 'node:timers/promises';
import { boundContainers } from '#local/gateway/bounded-containers';
import type { Container } from '#local/gateway/emulator-class';

/** As the emulator's: named by what went wrong. */
class LambdaTimeoutError extends Error {}

type Run = { readonly event: unknown; readonly end: (error?: Error) => void };

/** The emulator's pool as it is seen from outside: an idle container, or a new one. */
const newEmulator = () => {
  const containers: Emulated[] = [];
  const running: Run[] = [];

  class Emulated implements Container {
    readonly functionKey: string;
    #isBusy = false;
    #event: unknown;

    constructor(functionKey: string) {
      this.functionKey = functionKey;
    }

    get status(): string {
      return this.#isBusy ? 'BUSY' : 'IDLE';
    }

    setClientContext(): void {
      // Not looked at here.
    }

    setEvent(event: unknown): void {
      this.#event = event;
    }

    async runHandler(): Promise<unknown> {
      this.#isBusy = true;
      const event = this.#event;
      try {
        await new Promise<void>((resolve, reject) => {
          running.push({ event, end: (error) => (error === undefined ? resolve() : reject(error)) });
        });
        return event;
      } finally {
        this.#isBusy = false;
      }
    }
  }

  class Lambda {
    get(functionKey: string): Container {
      const idle = containers.find((each) => each.functionKey === functionKey && each.status === 'IDLE');
      if (idle !== undefined) return idle;
      const made = new Emulated(functionKey);
      containers.push(made);
      return made;
    }
  }

  boundContainers(Lambda, 2);
  const lambda = new Lambda();
  const invoke = (event: string, functionKey = 'read'): Promise<unknown> => {
    const container = lambda.get(functionKey);
    container.setClientContext(undefined);
    container.setEvent(event);
    return container.runHandler();
  };
  return { containers, running, invoke };
};

const events = (running: readonly Run[]): unknown[] => running.map(({ event }) => event);

describe('containers of a function on a laptop', () => {
  it('are as many as is said, and requests beyond them wait in order', async () => {
    const { containers, running, invoke } = newEmulator();

    const answers = ['a', 'b', 'c', 'd'].map((event) => invoke(event));
    await nextTurn();
    expect(events(running)).toEqual(['a', 'b']);

    running[1]?.end();
    await nextTurn();
    expect(events(running)).toEqual(['a', 'b', 'c']);

    running[0]?.end();
    running[2]?.end();
    await nextTurn();
    running[3]?.end();

    await expect(Promise.all(answers)).resolves.toEqual(['a', 'b', 'c', 'd']);
    expect(containers).toHaveLength(2);
  });

  it('do not take those of another function', async () => {
    const { running, invoke } = newEmulator();

    void invoke('a');
    void invoke('b');
    void invoke('c', 'write');
    await nextTurn();

    expect(events(running)).toEqual(['a', 'b', 'c']);
  });

  it('give their place on when a request fails', async () => {
    const { running, invoke } = newEmulator();
    const [first, , third] = [invoke('a'), invoke('b'), invoke('c')];
    await nextTurn();

    running[0]?.end(new Error('It failed'));

    await expect(first).rejects.toThrow('It failed');
    await nextTurn();
    running[2]?.end();
    await expect(third).resolves.toBe('c');
  });

  it('that ran out of time serve nobody again', async () => {
    const { containers, running, invoke } = newEmulator();
    const first = invoke('a');
    await nextTurn();

    running[0]?.end(new LambdaTimeoutError('Out of time'));
    await expect(first).rejects.toThrow('Out of time');
    void invoke('b');
    await nextTurn();

    expect(events(running)).toEqual(['a', 'b']);
    expect(containers).toHaveLength(2);
  });
});
