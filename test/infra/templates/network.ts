// The network: who is inside, and what the ways out let pass.

import { ofType } from '#test/support/packaged-project';
import {
  apiKeys,
  propertiesOf,
  publicKeys,
  variablesOf,
  variantNames,
  type Templates,
  type VariantName,
} from './variants.ts';

export const describeNetwork = (templateOf: Templates): void => {
  describe('the network', () => {
    const configOf = (name: VariantName, key: string): unknown =>
      propertiesOf(templateOf(name), key)['VpcConfig'];
    const services = (name: VariantName): unknown[] =>
      ofType(templateOf(name), 'AWS::EC2::VPCEndpoint').map(
        ({ Properties }): unknown => Properties['ServiceName']['Fn::Sub'],
      );

    it('holds the functions that use a database and no other', () => {
      for (const key of ['decryptor', ...publicKeys]) {
        expect(configOf('a network with busy hours', key)).toBeUndefined();
      }
      for (const key of apiKeys) {
        expect(configOf('a network with busy hours', key)).toMatchObject({
          SubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
        });
        expect(configOf('defaults', key)).toBeUndefined();
      }
    });

    it('has an endpoint that lets the decryptor be called and nothing else', () => {
      expect(services('a network with busy hours')).toEqual(['com.amazonaws.${AWS::Region}.lambda']);
      const [endpoint] = ofType(templateOf('a network with busy hours'), 'AWS::EC2::VPCEndpoint');
      const [statement, ...more] = endpoint!.Properties['PolicyDocument'].Statement;
      expect(more).toEqual([]);
      expect(endpoint!.Properties['PrivateDnsEnabled']).toBe(true);
      expect(statement.Action).toBe('lambda:InvokeFunction');
      expect(JSON.stringify(statement.Resource)).toMatch(
        /^\[[^\]]*function:direct-deposits-prod-decryptor"\},[^\]]*function:direct-deposits-prod-decryptor:provisioned"\},[^\]]*function:direct-deposits-prod-decryptor:live"\}\]$/,
      );
    });

    it('has none with a NAT, and those of KMS and DynamoDB for functions that open credentials themselves', () => {
      expect(services('a network with a NAT, under its own name')).toEqual([]);
      expect(services('in process in a network').sort()).toEqual([
        'com.amazonaws.${AWS::Region}.dynamodb',
        'com.amazonaws.${AWS::Region}.kms',
      ]);
    });

    it('lets the functions into the databases by security group', () => {
      const [rule] = ofType(templateOf('a network with busy hours'), 'AWS::EC2::SecurityGroupIngress');

      expect(rule!.Properties).toMatchObject({
        GroupId: 'sg-0123456789abcdef0',
        FromPort: 1433,
        ToPort: 1433,
      });
    });
  });

  describe('functions that open credentials themselves', () => {
    it('use another key where one is named, and the stack makes none', () => {
      const template = templateOf('in process in a network');
      const endpoint = template.Resources['KmsEndpoint']!.Properties['PolicyDocument'].Statement[0];

      expect(endpoint.Resource).toEqual(['arn:aws:kms:us-east-1:123456789012:key/0']);
      expect(JSON.stringify(template.Resources['DecryptorRole'])).toContain('123456789012:key/0');
      expect(JSON.stringify(template)).not.toContain('TenantKey');
    });

    it('are only those that use a database', () => {
      for (const key of publicKeys) {
        for (const name of variantNames) {
          expect(Object.keys(variablesOf(templateOf(name), key))).toEqual(['DEPOSITS_METRIC_NAMESPACE']);
        }
      }
    });

    it('know the table and the key and not the decryptor', () => {
      for (const key of apiKeys) {
        const names = Object.keys(variablesOf(templateOf('in process'), key));
        expect(names).toEqual(expect.arrayContaining(['DEPOSITS_KMS_KEY_ID', 'DEPOSITS_TENANT_TABLE']));
        expect(names.filter((name) => name.includes('DECRYPTOR'))).toEqual([]);
      }
    });
  });
};
