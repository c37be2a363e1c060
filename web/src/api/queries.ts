// What the page knows of the server, and how long it believes it.

import { useEffect, useRef } from 'react';
import { useQuery } from '@tanstack/react-query';
import { answered, type Api } from './client.ts';
import type { SimulateNetPayRequest } from './schema.d.ts';

const tagOf = (response: Response): string => response.headers.get('etag') ?? '';

export const useSplit = (api: Api, employeeId: string) =>
  useQuery({
    queryKey: ['split', employeeId],
    queryFn: async () => {
      const { data, response } = await answered(
        api.GET('/api/employees/{employeeId}/direct-deposits', { params: { path: { employeeId } } }),
      );
      return { ...data, etag: tagOf(response) };
    },
  });

export type Split = NonNullable<ReturnType<typeof useSplit>['data']>;

export const useMeta = (api: Api) =>
  useQuery({
    queryKey: ['meta'],
    queryFn: async () => (await answered(api.GET('/api/meta'))).data,
    staleTime: Infinity,
  });

/** @param items in place of what is stored */
export const useSimulation = (
  api: Api,
  employeeId: string,
  netPayCents: number | undefined,
  items?: SimulateNetPayRequest['items'],
) =>
  useQuery({
    queryKey: ['simulation', employeeId, netPayCents, items],
    enabled: netPayCents !== undefined,
    placeholderData: (before) => before,
    queryFn: async () => {
      const { data, response } = await answered(
        api.POST('/api/employees/{employeeId}/direct-deposits/simulate', {
          params: { path: { employeeId } },
          body: { netPayCents: [netPayCents ?? 0], ...(items === undefined ? {} : { items }) },
        }),
      );
      return { result: data.results[0], etag: tagOf(response) };
    },
  });

type Asked = {
  readonly data: { readonly etag: string } | undefined;
  readonly isFetching: boolean;
  refetch(): Promise<unknown>;
};

/**
 * Two answers that were asked for side by side may be of two states, when a change comes between them: then both are asked for again, once for
 * each pair of states.
 */
export const useSameState = (left: Asked, right: Asked): void => {
  const asked = useRef('');
  useEffect(() => {
    if (left.data === undefined || right.data === undefined || left.isFetching || right.isFetching) return;
    const pair = `${left.data.etag} ${right.data.etag}`;
    if (left.data.etag === right.data.etag || asked.current === pair) return;
    asked.current = pair;
    void Promise.all([left.refetch(), right.refetch()]);
  }, [left, right]);
};

export const useHistory = (api: Api, employeeId: string, stamp: string) =>
  useQuery({
    queryKey: ['history', employeeId, stamp],
    queryFn: async () =>
      (
        await answered(
          api.GET('/api/employees/{employeeId}/direct-deposits/history', {
            params: { path: { employeeId } },
          }),
        )
      ).data,
  });
