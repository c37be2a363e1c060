// The bank of a routing number, where the deployment supplies a directory.

import { useQuery } from '@tanstack/react-query';
import { usePage } from './page-context.tsx';

const isBanks = (body: unknown): body is Readonly<Record<string, string>> =>
  typeof body === 'object' && body !== null;

/** Absent where it is not known, and while it is asked for. */
export const useBankName = (routingNumber: string): string | undefined => {
  const { hasBankNames } = usePage();
  const banks = useQuery({
    queryKey: ['banks', routingNumber.slice(0, 4)],
    enabled: hasBankNames && /^\d{9}$/.test(routingNumber),
    staleTime: Infinity,
    retry: false,
    queryFn: async ({ signal }) => {
      const answer = await fetch(`/banks/${routingNumber.slice(0, 4)}.json`, { signal });
      const body: unknown = answer.ok ? await answer.json() : {};
      return isBanks(body) ? body : {};
    },
  });
  return banks.data?.[routingNumber];
};

/** The routing number with the name of its bank. */
export const Bank = ({ routingNumber }: { routingNumber: string }) => {
  const name = useBankName(routingNumber);
  return name === undefined ? routingNumber : `${routingNumber} (${name})`;
};
