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

    it('has endpoints that let pass what its functions do and nothing else', () => {
      const template = templateOf('a network with busy hours');
      expect(services('a network with busy hours').sort()).toEqual([
        'com.amazonaws.${AWS::Region}.email',
        'com.amazonaws.${AWS::Region}.events',
        'com.amazonaws.${AWS::Region}.lambda',
      ]);
      const statementOf = (id: string) => {
        const { PrivateDnsEnabled, PolicyDocument } = template.Resources[id]!.Properties;
        expect(PrivateDnsEnabled).toBe(true);
        expect(PolicyDocument.Statement).toHaveLength(1);
        return PolicyDocument.Statement[0] as { Action: string; Resource: object[]; Condition: object };
      };
      const calls = statementOf('LambdaEndpoint');
      expect(calls.Action).toBe('lambda:InvokeFunction');
      expect(JSON.stringify(calls.Resource).match(/function:[^"]*/g)).toEqual([
        'function:direct-deposits-prod-decryptor:deposits',
        'function:direct-deposits-prod-decryptor:provisioned',
        'function:direct-deposits-prod-decryptor:live',
        'function:direct-deposits-prod-decryptor:payroll',
        'function:direct-deposits-prod-send-payroll-changes',
      ]);
      const events = statementOf('EventsEndpoint');
      expect(events).toMatchObject({
        Action: 'events:PutEvents',
        Condition: { StringEquals: { 'events:source': 'direct-deposits' } },
      });
      expect(JSON.stringify(events.Resource)).toContain('event-bus/direct-deposits-prod-payroll');
    });

    it('has none with a NAT, and also those of KMS and DynamoDB for functions that open credentials themselves', () => {
      expect(services('a network with a NAT, under its own name')).toEqual([]);
      expect(services('in process in a network').sort()).toEqual([
        'com.amazonaws.${AWS::Region}.dynamodb',
        'com.amazonaws.${AWS::Region}.email',
        'com.amazonaws.${AWS::Region}.events',
        'com.amazonaws.${AWS::Region}.kms',
        'com.amazonaws.${AWS::Region}.lambda',
      ]);
      const { Statement } =
        templateOf('in process in a network').Resources['LambdaEndpoint']!.Properties['PolicyDocument'];
      expect(JSON.stringify(Statement[0].Resource).match(/function:[^"]*/g)).toEqual([
        'function:direct-deposits-prod-send-payroll-changes',
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
