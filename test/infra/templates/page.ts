// The page: whom its bucket answers, what goes to the API, and what each answer carries.

import { createContext, runInContext } from 'node:vm';
import { pageFileFor, pageHeaders } from '../../../infra/page-hosting.ts';
import { ofType, type TemplateResource } from '#test/support/packaged-project';
import type { Templates } from './variants.ts';

const paths = {
  page: [
    '/',
    '/api/docs',
    '/assets/index-7uq2HwKS.css',
    '/api/docs/assets/a_b.js',
    '/config.json',
    '/banks/0210.json',
  ],
  nobody: [
    '/index.htm',
    '/index.html',
    '/assets',
    '/assets/',
    '/assets/../config.json',
    '/assets/a/b.js',
    '/banks/021.json',
    '/constructor',
    '/api/docs/',
    '/admin',
  ],
};

export const describePage = (templateOf: Templates): void => {
  describe('the page', () => {
    const template = () => templateOf('the page under its own name');
    const one = (type: string): TemplateResource => {
      const found = ofType(template(), type);
      expect(found).toHaveLength(1);
      return found[0]!;
    };
    type Behavior = { readonly PathPattern: string; readonly TargetOriginId: string };
    type Distribution = {
      readonly Origins: readonly { readonly DomainName: unknown }[];
      readonly CacheBehaviors: readonly Behavior[];
      readonly CustomErrorResponses?: unknown;
      readonly Aliases: readonly string[];
    };
    const config = () =>
      one('AWS::CloudFront::Distribution').Properties['DistributionConfig'] as Distribution;

    it('is not there unless a deployment names its client', () => {
      const kinds = Object.values(templateOf('defaults').Resources).map(({ Type }) => Type);

      expect(kinds.filter((kind) => /^AWS::(CloudFront|S3)/.test(kind)).sort()).toEqual([
        'AWS::S3::Bucket',
        'AWS::S3::BucketPolicy',
      ]);
      expect(Object.keys(templateOf('defaults').Outputs)).not.toContain('PageUrl');
      expect(template().Outputs['PageUrl']!.Value).toBe('https://pay.example.com/');
    });

    it('is in a bucket that nobody reads but this distribution', () => {
      const { PageBucket: bucket, PageBucketPolicy: policy } = template().Resources;

      expect(Object.values(bucket!.Properties['PublicAccessBlockConfiguration'])).toEqual([
        true,
        true,
        true,
        true,
      ]);
      const { Statement: statements } = policy!.Properties['PolicyDocument'] as {
        readonly Statement: readonly { Effect: string; Principal: unknown; Condition: unknown }[];
      };
      const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
      expect(allowed).toHaveLength(2);
      for (const statement of allowed) {
        expect(statement.Principal).toEqual({ Service: 'cloudfront.amazonaws.com' });
        expect(JSON.stringify(statement.Condition)).toContain('${PageDistribution}');
      }
      expect(config().Origins[0]).toMatchObject({
        OriginAccessControlId: { 'Fn::GetAtt': ['PageAccess', 'Id'] },
      });
    });

    it('sends the API’s paths to the API, unkept and uncompressed, and its documentation to the bucket', () => {
      const targets = config().CacheBehaviors.map(({ PathPattern, TargetOriginId }) => [
        PathPattern,
        TargetOriginId,
      ]);

      expect(targets).toEqual([
        ['/api/docs', 'page'],
        ['/api/docs/*', 'page'],
        ['/api/*', 'api'],
      ]);
      expect(config().CacheBehaviors[2]).toMatchObject({
        Compress: false,
        ViewerProtocolPolicy: 'https-only',
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      });
      // An error page of CloudFront's would take the place of the API's problems as well.
      expect(config().CustomErrorResponses).toBeUndefined();
    });

    it('asks an API under its own name by that name', () => {
      expect(config().Origins[1]!.DomainName).toBe('deposits.example.com');
    });

    it('has its name in both generations of addresses', () => {
      const records = ofType(template(), 'AWS::Route53::RecordSet').filter(
        ({ Properties }) => Properties['Name'] === 'pay.example.com',
      );

      expect(records.map(({ Properties }) => String(Properties['Type'])).sort()).toEqual(['A', 'AAAA']);
      expect(config().Aliases).toEqual(['pay.example.com']);
    });

    it('carries every header that the local stack sends', () => {
      const policy = one('AWS::CloudFront::ResponseHeadersPolicy').Properties['ResponseHeadersPolicyConfig'];
      const security = policy.SecurityHeadersConfig;
      const expected = pageHeaders('https://issuer.example.com', ['https://login.example.com']);
      const items = policy.CustomHeadersConfig.Items as readonly { Header: string; Value: string }[];
      const custom = items.map(({ Header, Value }) => [Header, Value]);
      const { AccessControlMaxAgeSec: seconds, IncludeSubdomains: withAll } =
        security.StrictTransportSecurity;

      expect({
        'content-security-policy': security.ContentSecurityPolicy.ContentSecurityPolicy,
        'referrer-policy': security.ReferrerPolicy.ReferrerPolicy,
        'strict-transport-security': `max-age=${seconds}${withAll ? '; includeSubDomains' : ''}`,
        'x-content-type-options': security.ContentTypeOptions.Override ? 'nosniff' : '',
        'x-frame-options': security.FrameOptions.FrameOption,
        ...Object.fromEntries(custom),
      }).toEqual(expected);
      expect(expected['content-security-policy']).toContain(
        "connect-src 'self' https://issuer.example.com https://login.example.com;",
      );
      expect(expected['content-security-policy']).not.toContain('unsafe');
    });

    it('has the paths that the local stack has, and a 404 for all others', () => {
      const { FunctionCode: code } = one('AWS::CloudFront::Function').Properties;
      const context = createContext({});
      runInContext(String(code), context);
      const answerTo = (uri: string): unknown => {
        const call = `JSON.stringify(handler({ request: { uri: ${JSON.stringify(uri)} } }))`;
        const answer: unknown = JSON.parse(String(runInContext(call, context)));
        return answer;
      };

      for (const path of paths.page) {
        expect(pageFileFor(path)).toBeDefined();
        expect(answerTo(path)).toEqual({ uri: pageFileFor(path) });
      }
      for (const path of paths.nobody) {
        expect([path, pageFileFor(path)]).toEqual([path, undefined]);
        expect(answerTo(path)).toMatchObject({ statusCode: 404, body: '{"message":"Not Found"}' });
      }
    });
  });
};
