// The HTTP API's doors, its answers to other origins, its limits and its log.

import { ofType } from '#test/support/packaged-project';
import type { Templates } from './variants.ts';

export const describeHttpApi = (templateOf: Templates): void => {
  describe('the HTTP API', () => {
    it('has one door when it has a name of its own', () => {
      const [api] = ofType(templateOf('a network with a NAT, under its own name'), 'AWS::ApiGatewayV2::Api');

      expect(api!.Properties['DisableExecuteApiEndpoint']).toBe(true);
      expect(
        ofType(templateOf('a network with a NAT, under its own name'), 'AWS::ApiGatewayV2::ApiMapping'),
      ).toHaveLength(1);
    });

    it('answers the pages that are named, with the headers of the contract', () => {
      const [api] = ofType(templateOf('a network with a NAT, under its own name'), 'AWS::ApiGatewayV2::Api');
      const cors = api!.Properties['CorsConfiguration'];

      expect(cors.AllowOrigins).toEqual(['https://payroll.example.com', 'https://hr.example.com']);
      expect(cors.AllowHeaders).toEqual(
        expect.arrayContaining([
          'authorization',
          'content-type',
          'if-match',
          'if-none-match',
          'idempotency-key',
        ]),
      );
      expect((cors.ExposeHeaders as string[]).sort()).toEqual([
        'allow',
        'etag',
        'idempotency-replayed',
        'link',
        'location',
        'ratelimit',
        'ratelimit-policy',
        'retry-after',
        'www-authenticate',
        'x-request-id',
      ]);
      expect(cors.AllowCredentials).not.toBe(true);
    });

    it('is throttled and keeps access logs without bodies or tokens', () => {
      const [stage] = ofType(templateOf('defaults'), 'AWS::ApiGatewayV2::Stage');
      const { DefaultRouteSettings: limits, AccessLogSettings: log } = stage!.Properties;

      expect(limits).toMatchObject({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 });
      expect(JSON.parse(String(log.Format))).toMatchObject({
        requestId: '$context.requestId',
        status: '$context.status',
      });
      expect(log.Format).not.toMatch(/body|queryString|\$context\.path|\$request/i);
    });
  });
};
