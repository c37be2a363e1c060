// What the page knows of the server, and how long it believes it.

import { useQuery } from '@tanstack/react-query';
import { answered, type Api } from './client.ts';
import type { SimulateNetPayRequest } from './schema.d.ts';

export const useSplit = (api: Api, employeeId: string) =>
  useQuery({
    queryKey: ['split', employeeId],
    queryFn: async () => {
      const { data, response } = await answered(
        api.GET('/api/employees/{employeeId}/direct-deposits', { params: { path: { employeeId } } }),
      );
      return { ...data, etag: response.headers.get('etag') ?? '' };
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
      const { data } = await answered(
        api.POST('/api/employees/{employeeId}/direct-deposits/simulate', {
          params: { path: { employeeId } },
          body: { netPayCents: [netPayCents ?? 0], ...(items === undefined ? {} : { items }) },
        }),
      );
      return data.results[0];
    },
  });

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
