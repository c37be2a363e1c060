// Which alias of the decryptor opens which purposes, and of which tenants where that is said. IAM decides who may invoke an
// alias; a caller cannot choose another one than its role allows. An alias that is not in the table opens nothing.

import { isTenantId, type TenantId } from '../domain/tenant-id.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import type { CredentialRequest, RequestRefusal } from './contract.ts';
import { isPurpose, type Purpose } from './purpose.ts';

export type DecryptorGrant = {
  readonly alias: string;
  readonly purposes: readonly Purpose[];
  /** Empty: all of them. */
  readonly tenantIds: readonly TenantId[];
};

export type DecryptorGrants = ReadonlyMap<string, DecryptorGrant>;

/** What a call without a qualifier, or with this one, goes to. */
export const unpublished = '$LATEST';

/** The product's own; no caller of another team has one of these. */
export const ownAliases: readonly string[] = ['deposits', 'payroll', 'provisioned', 'live'];

const aliasPattern = /^[a-z][a-z0-9-]{0,39}$/;

export const isAliasName = (text: string): boolean => aliasPattern.test(text);

/** As many as there are texts, each of them one; an empty text is none. */
const readList = <T extends string>(text: string | undefined, isOne: (value: unknown) => value is T) => {
  const texts = text?.split('+') ?? [];
  const items = texts.filter(isOne);
  return items.length === texts.length ? items : undefined;
};

const parseGrant = (text: string): DecryptorGrant | undefined => {
  const [alias = '', purposeText = '', tenantText, ...rest] = text.split(':');
  const purposes = readList(purposeText, isPurpose);
  const tenantIds = readList(tenantText, isTenantId);
  if (
    rest.length > 0 ||
    !(alias === unpublished || isAliasName(alias)) ||
    purposes === undefined ||
    tenantIds === undefined
  ) {
    return undefined;
  }
  return { alias, purposes, tenantIds };
};

const formatGrant = ({ alias, purposes, tenantIds }: DecryptorGrant): string =>
  [alias, purposes.join('+'), ...(tenantIds.length === 0 ? [] : [tenantIds.join('+')])].join(':');

/** `alias:purpose+purpose:tenant+tenant`, with commas between; what `parseGrants` reads. */
export const formatGrants = (grants: readonly DecryptorGrant[]): string => grants.map(formatGrant).join(',');

/** @throws RangeError for a table that is not wholly understood: it would grant something else than was meant */
export const parseGrants = (text: string): DecryptorGrants => {
  const grants = new Map<string, DecryptorGrant>();
  for (const [index, entry] of text.split(',').entries()) {
    const grant = parseGrant(entry);
    if (grant === undefined || grants.has(grant.alias)) {
      throw new RangeError(
        `entry ${index + 1} of the decryptor's grants is not alias:purpose+purpose[:tenant+tenant]`,
      );
    }
    grants.set(grant.alias, grant);
  }
  return grants;
};

/** The alias in `arn:aws:lambda:region:account:function:name:alias`. */
const aliasIn = (invokedFunctionArn: string): string => invokedFunctionArn.split(':')[7] ?? unpublished;

/** @param grants undefined where the deployment has no aliases: then every caller may ask for every purpose */
export const requireGrant = (
  request: CredentialRequest,
  invokedFunctionArn: string,
  grants: DecryptorGrants | undefined,
): Result<CredentialRequest, RequestRefusal> => {
  if (grants === undefined) return succeed(request);
  const refuse = (pointer: string) => fail({ code: 'PURPOSE_NOT_GRANTED', pointer } as const);
  const grant = grants.get(aliasIn(invokedFunctionArn));
  if (grant === undefined) return refuse('');
  const { purposes, tenantIds } = grant;
  const at = request.purposes.findIndex((purpose) => !purposes.includes(purpose));
  if (at >= 0) return refuse(`/purposes/${at}`);
  return tenantIds.length === 0 || tenantIds.includes(request.tenantId)
    ? succeed(request)
    : refuse('/tenantId');
};
