// The database port with a watch on every round trip: what a request waited for goes into its own account, by what it asked.

import type { Layer, TimeSpent } from '../platform/time-spent.ts';
import { fail, type Result } from '../platform/result.ts';
import type { SqlDatabase, SqlSession } from './sql-session.ts';

const layerOf = (statement: string): Layer => {
  if (statement.endsWith('.gather')) return 'gather';
  return statement.endsWith('.act') ? 'act' : 'read';
};

const timedSession = (session: SqlSession, timeSpent: TimeSpent): SqlSession => ({
  run: async (statement, values) => {
    const stop = timeSpent.start();
    try {
      return await session.run(statement, values);
    } finally {
      stop(layerOf(statement.name));
    }
  },
});

export const timedDatabase = (database: SqlDatabase, timeSpent: TimeSpent): SqlDatabase => {
  /** Starts a watch that leaves out what was spent on a login meanwhile. */
  const startWithoutLogin = (): ((layer: Layer) => void) => {
    const stop = timeSpent.start();
    const beforeMs = timeSpent.inMs('login');
    return (layer) => {
      stop(layer);
      timeSpent.add(layer, beforeMs - timeSpent.inMs('login'));
    };
  };

  return {
    run: async (statement, values) => {
      const stop = startWithoutLogin();
      try {
        return await database.run(statement, values);
      } finally {
        stop(layerOf(statement.name));
      }
    },

    transaction: async <T, F>(work: (session: SqlSession) => Promise<Result<T, F>>) => {
      let stop = startWithoutLogin();
      let isBegun = false;
      let last: Layer = 'begin';
      try {
        return await database.transaction(async (session): Promise<Result<T, F>> => {
          if (!isBegun) stop('begin');
          isBegun = true;
          last = 'rollback';
          try {
            const result = await work(timedSession(session, timeSpent));
            if (!result.ok) return fail(result.failure);
            last = 'commit';
            return result;
          } finally {
            stop = timeSpent.start();
          }
        });
      } finally {
        stop(last);
      }
    },
  };
};
