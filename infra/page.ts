// The page in CloudFront: a private bucket that only the distribution may read, the API behind the same origin, and the headers and paths
// of page-hosting.ts. Where a deployment names no client for it there is none.

import { pageHeaders, pagePathsFunction } from './page-hosting.ts';
import type { PageHosting } from './page-settings.ts';
import type { DeploymentSettings } from './settings.ts';
import {
  aliasRecord,
  getAtt,
  overTlsOnly,
  ref,
  sub,
  type Json,
  type Resource,
  type Resources,
  type Stack,
} from './template.ts';

/**
 * Managed by CloudFront, the same in every account:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
const managedPolicies = {
  cachingOptimized: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  cachingDisabled: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  allViewerExceptHostHeader: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
} as const;

/** Of every distribution, for Route 53. */
const cloudFrontZoneId = 'Z2FDTNDATAQYW2';

const distributionArn = sub(
  'arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${PageDistribution}',
);

const bucketResources: Resources = {
  PageBucket: {
    Type: 'AWS::S3::Bucket',
    // A bucket that is not empty cannot be deleted, and a stack that cannot be removed is worse than one left behind.
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [
          { Id: 'OldVersions', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
          {
            Id: 'HalfUploads',
            Status: 'Enabled',
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          },
        ],
      },
    },
  },
  PageBucketPolicy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: ref('PageBucket'),
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'FilesToTheDistribution',
            Effect: 'Allow',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Action: 's3:GetObject',
            Resource: sub('${PageBucket.Arn}/*'),
            Condition: { StringEquals: { 'aws:SourceArn': distributionArn } },
          },
          {
            // Without it S3 answers 403 for a file that is not there.
            Sid: 'AbsenceToTheDistribution',
            Effect: 'Allow',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Action: 's3:ListBucket',
            Resource: getAtt('PageBucket', 'Arn'),
            Condition: { StringEquals: { 'aws:SourceArn': distributionArn } },
          },
          overTlsOnly('s3', [getAtt('PageBucket', 'Arn'), sub('${PageBucket.Arn}/*')]),
        ],
      },
    },
  },
};

/** Those that CloudFront takes by name only; the rest are custom headers. */
const headersPolicy = (stack: Stack, { issuerUrl, connectOrigins }: PageHosting): Resource => {
  const {
    'content-security-policy': contentSecurityPolicy,
    'referrer-policy': referrerPolicy,
    'strict-transport-security': transport = '',
    'x-content-type-options': _sniffing,
    'x-frame-options': frameOption,
    ...custom
  } = pageHeaders(issuerUrl, connectOrigins);
  return {
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: {
      ResponseHeadersPolicyConfig: {
        Name: policyName(stack, 'page-headers'),
        SecurityHeadersConfig: {
          ContentSecurityPolicy: { ContentSecurityPolicy: contentSecurityPolicy, Override: true },
          ContentTypeOptions: { Override: true },
          FrameOptions: { FrameOption: frameOption, Override: true },
          ReferrerPolicy: { ReferrerPolicy: referrerPolicy, Override: true },
          StrictTransportSecurity: {
            AccessControlMaxAgeSec: Number(/max-age=(\d+)/.exec(transport)?.[1]),
            IncludeSubdomains: transport.includes('includeSubDomains'),
            Override: true,
          },
        },
        CustomHeadersConfig: {
          Items: Object.entries(custom).map(([Header, Value]) => ({ Header, Value, Override: true })),
        },
      },
    },
  };
};

/** Names of CloudFront's are the account's, whatever the region. */
const policyName = ({ name }: Stack, what: string): Json => sub(`${name}-\${AWS::Region}-${what}`);

const fromBucket = {
  TargetOriginId: 'page',
  ViewerProtocolPolicy: 'redirect-to-https',
  AllowedMethods: ['GET', 'HEAD'],
  CachePolicyId: managedPolicies.cachingOptimized,
  ResponseHeadersPolicyId: ref('PageHeaders'),
  Compress: true,
  FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: getAtt('PagePaths', 'FunctionARN') }],
} as const;

/** Compressing would make the strong ETags weak, which `If-Match` does not take. */
const fromApi = {
  PathPattern: '/api/*',
  TargetOriginId: 'api',
  ViewerProtocolPolicy: 'https-only',
  AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
  CachePolicyId: managedPolicies.cachingDisabled,
  OriginRequestPolicyId: managedPolicies.allViewerExceptHostHeader,
  Compress: false,
} as const;

const distribution = ({ name }: Stack, page: PageHosting, { domain }: DeploymentSettings): Resource => ({
  Type: 'AWS::CloudFront::Distribution',
  Properties: {
    DistributionConfig: {
      Comment: name,
      Enabled: true,
      HttpVersion: 'http2and3',
      IPV6Enabled: true,
      PriceClass: 'PriceClass_100',
      ...(page.domain === undefined
        ? {}
        : {
            Aliases: [page.domain.name],
            ViewerCertificate: {
              AcmCertificateArn: page.domain.certificateArn,
              MinimumProtocolVersion: 'TLSv1.2_2021',
              SslSupportMethod: 'sni-only',
            },
          }),
      Origins: [
        {
          Id: 'page',
          DomainName: getAtt('PageBucket', 'RegionalDomainName'),
          OriginAccessControlId: getAtt('PageAccess', 'Id'),
          S3OriginConfig: { OriginAccessIdentity: '' },
        },
        {
          Id: 'api',
          // Under a name of its own the API has no other door.
          DomainName: domain?.name ?? sub('${HttpApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}'),
          CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
        },
      ],
      DefaultCacheBehavior: fromBucket,
      // The first one that fits.
      CacheBehaviors: [
        { PathPattern: '/api/docs', ...fromBucket },
        { PathPattern: '/api/docs/*', ...fromBucket },
        fromApi,
      ],
    },
  },
});

const records = ({ domain }: PageHosting): Resources => {
  if (domain?.hostedZoneId === undefined) return {};
  const { name, hostedZoneId } = domain;
  const target = { DNSName: getAtt('PageDistribution', 'DomainName'), HostedZoneId: cloudFrontZoneId };
  return {
    PageRecord: aliasRecord(name, hostedZoneId, 'A', target),
    PageRecordIpv6: aliasRecord(name, hostedZoneId, 'AAAA', target),
  };
};

export const pageResources = (stack: Stack, settings: DeploymentSettings): Resources => {
  const { page } = settings;
  if (page === undefined) return {};
  return {
    ...bucketResources,
    PageAccess: {
      Type: 'AWS::CloudFront::OriginAccessControl',
      Properties: {
        OriginAccessControlConfig: {
          Name: policyName(stack, 'page'),
          OriginAccessControlOriginType: 's3',
          SigningBehavior: 'always',
          SigningProtocol: 'sigv4',
        },
      },
    },
    PagePaths: {
      Type: 'AWS::CloudFront::Function',
      Properties: {
        Name: policyName(stack, 'page-paths'),
        AutoPublish: true,
        FunctionConfig: { Comment: 'Paths of the page', Runtime: 'cloudfront-js-2.0' },
        FunctionCode: pagePathsFunction,
      },
    },
    PageHeaders: headersPolicy(stack, page),
    PageDistribution: distribution(stack, page, settings),
    ...records(page),
  };
};

/** What the upload has to know, and people: read back after the stack is there. */
export const pageOutputs = ({
  page,
}: DeploymentSettings): Readonly<Record<string, { readonly Value: Json }>> =>
  page === undefined
    ? {}
    : {
        PageBucketName: { Value: ref('PageBucket') },
        PageDistributionId: { Value: ref('PageDistribution') },
        PageUrl: {
          Value:
            page.domain === undefined
              ? sub('https://${PageDistribution.DomainName}/')
              : `https://${page.domain.name}/`,
        },
      };
