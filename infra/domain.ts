// The API under a name of its own; the name that API Gateway gives is then closed, so that there is one door.

import type { DeploymentSettings } from './settings.ts';
import { aliasRecord, getAtt, ref, type Resources } from './template.ts';

export const domainResources = ({ domain }: DeploymentSettings): Resources => {
  if (domain === undefined) return {};
  return {
    ApiDomain: {
      Type: 'AWS::ApiGatewayV2::DomainName',
      Properties: {
        DomainName: domain.name,
        DomainNameConfigurations: [
          {
            CertificateArn: domain.certificateArn,
            EndpointType: 'REGIONAL',
            SecurityPolicy: 'TLS_1_2',
          },
        ],
      },
    },
    ApiDomainMapping: {
      Type: 'AWS::ApiGatewayV2::ApiMapping',
      DependsOn: 'HttpApiStage',
      Properties: { ApiId: ref('HttpApi'), DomainName: ref('ApiDomain'), Stage: ref('HttpApiStage') },
    },
    ...(domain.hostedZoneId === undefined
      ? {}
      : {
          ApiDomainRecord: aliasRecord(domain.name, domain.hostedZoneId, 'A', {
            DNSName: getAtt('ApiDomain', 'RegionalDomainName'),
            HostedZoneId: getAtt('ApiDomain', 'RegionalHostedZoneId'),
          }),
        }),
  };
};
