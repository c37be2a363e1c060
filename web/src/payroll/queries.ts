import { useInfiniteQuery } from '@tanstack/react-query';
import { answered, type Api } from '../api/client.ts';

export const useEmployees = (api: Api, search: string) =>
  useInfiniteQuery({
    queryKey: ['employees', search],
    initialPageParam: '',
    queryFn: async ({ pageParam }) =>
      (
        await answered(
          api.GET('/api/employees', {
            params: {
              query: {
                limit: 20,
                ...(search === '' ? {} : { search }),
                ...(pageParam === '' ? {} : { after: pageParam }),
              },
            },
          }),
        )
      ).data,
    getNextPageParam: ({ nextAfter }) => nextAfter ?? undefined,
  });

export type Status = 'held' | 'rejected';

export const useOfStatus = (api: Api, status: Status) =>
  useInfiniteQuery({
    queryKey: ['status', status],
    initialPageParam: '',
    queryFn: async ({ pageParam }) =>
      (
        await answered(
          api.GET('/api/direct-deposits', {
            params: { query: { status, ...(pageParam === '' ? {} : { after: pageParam }) } },
          }),
        )
      ).data,
    getNextPageParam: ({ nextAfter }) => nextAfter ?? undefined,
  });
