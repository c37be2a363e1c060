// The parameters of the page, as far as they go together.

import { listOf, optional, textOf, type Parameters } from './parameter-values.ts';
import { SettingsError } from './parameters.ts';

export type PageHosting = {
  readonly issuerUrl: string;
  readonly clientId: string;
  readonly scope: string;
  /** Where the page asks the issuer for tokens, besides the issuer's own origin. */
  readonly connectOrigins: readonly string[];
  readonly domain: Domain | undefined;
  /** A file of routing numbers and names of banks, on the machine that deploys. */
  readonly bankDirectory: string | undefined;
};

/** A name of one's own. */
export type Domain = {
  readonly name: string;
  readonly certificateArn: string;
  readonly hostedZoneId: string | undefined;
};

const readDomain = (parameters: Parameters): Domain | undefined => {
  const name = optional(parameters, 'pageDomainName');
  const certificateArn = optional(parameters, 'pageCertificateArn');
  if (name === undefined && certificateArn === undefined) return undefined;
  if (name === undefined || certificateArn === undefined) {
    throw new SettingsError(
      'pageDomainName and pageCertificateArn belong together: CloudFront needs a certificate of us-east-1 for that name',
    );
  }
  if (name === optional(parameters, 'domainName')) {
    throw new SettingsError(
      'pageDomainName must be another name than domainName: CloudFront answers for the page and asks the API under its own name',
    );
  }
  return { name, certificateArn, hostedZoneId: optional(parameters, 'hostedZoneId') };
};

/** Without a client there is no page, and then the rest of its parameters would be silently lost. */
export const readPage = (parameters: Parameters): PageHosting | undefined => {
  const clientId = optional(parameters, 'pageClientId');
  const rest = {
    connectOrigins: listOf(parameters, 'pageConnectOrigins'),
    domain: readDomain(parameters),
    bankDirectory: optional(parameters, 'bankDirectory'),
  };
  if (clientId === undefined) {
    if (rest.connectOrigins.length > 0 || rest.domain !== undefined || rest.bankDirectory !== undefined) {
      throw new SettingsError(
        'pageConnectOrigins, pageDomainName and bankDirectory need pageClientId, the client as which the page signs in at the issuer',
      );
    }
    return undefined;
  }
  return {
    issuerUrl: textOf(parameters, 'issuerUrl'),
    clientId,
    scope: textOf(parameters, 'pageScope'),
    ...rest,
  };
};
