// The API functions inside an existing VPC, beside the databases; the decryptor stays outside, it needs no database. Without
// a NAT the functions reach AWS through endpoints that let pass what these functions do and nothing else.

import { changeSource } from '../shared/events/change-event.ts';
import { calledFunctionArns } from './roles.ts';
import type { DeploymentSettings, Network } from './settings.ts';
import { arn, getAtt, ref, sub, type Json, type Resources, type Stack } from './template.ts';
import { busName } from './webhook-names.ts';

export const functionsSecurityGroup = 'FunctionsSecurityGroup';

/** DynamoDB's gateway endpoint has public addresses, a NAT leads to them: both need the way to anywhere, on 443 only. */
const anywhere: Json = {
  Description: 'AWS services',
  IpProtocol: 'tcp',
  FromPort: 443,
  ToPort: 443,
  CidrIp: '0.0.0.0/0',
};

const securityGroups = (network: Network, isAnywhere: boolean): Resources => ({
  [functionsSecurityGroup]: {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: {
      GroupDescription: 'Direct-deposit functions: out to the databases and to AWS, nothing in',
      VpcId: network.vpcId,
      SecurityGroupEgress: [
        {
          Description: 'The databases',
          IpProtocol: 'tcp',
          FromPort: network.databasePort,
          ToPort: network.databasePort,
          DestinationSecurityGroupId: network.databaseSecurityGroupId,
        },
        ...(isAnywhere ? [anywhere] : []),
      ],
    },
  },
  IntoDatabase: {
    Type: 'AWS::EC2::SecurityGroupIngress',
    Properties: {
      Description: 'Direct-deposit functions',
      GroupId: network.databaseSecurityGroupId,
      SourceSecurityGroupId: getAtt(functionsSecurityGroup, 'GroupId'),
      IpProtocol: 'tcp',
      FromPort: network.databasePort,
      ToPort: network.databasePort,
    },
  },
});

const endpointSecurityGroup = (network: Network): Resources => ({
  EndpointSecurityGroup: {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: {
      GroupDescription: 'Endpoints of AWS services, for the direct-deposit functions only',
      VpcId: network.vpcId,
      SecurityGroupIngress: [
        {
          Description: 'Direct-deposit functions',
          IpProtocol: 'tcp',
          FromPort: 443,
          ToPort: 443,
          SourceSecurityGroupId: getAtt(functionsSecurityGroup, 'GroupId'),
        },
      ],
    },
  },
  ToEndpoints: {
    Type: 'AWS::EC2::SecurityGroupEgress',
    Properties: {
      Description: 'Endpoints of AWS services',
      GroupId: getAtt(functionsSecurityGroup, 'GroupId'),
      DestinationSecurityGroupId: getAtt('EndpointSecurityGroup', 'GroupId'),
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
    },
  },
});

/** An endpoint's policy names no principal; the account and the roles do that. */
const endpointPolicy = (action: string, resource: readonly Json[], conditions: object = {}): Json => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: '*',
      Action: action,
      Resource: resource,
      Condition: { StringEquals: { 'aws:PrincipalAccount': ref('AWS::AccountId'), ...conditions } },
    },
  ],
});

const interfaceEndpoint = (network: Network, service: string, policy?: Json) => ({
  Type: 'AWS::EC2::VPCEndpoint',
  Properties: {
    VpcEndpointType: 'Interface',
    ServiceName: sub(`com.amazonaws.\${AWS::Region}.${service}`),
    VpcId: network.vpcId,
    SubnetIds: network.subnetIds,
    SecurityGroupIds: [getAtt('EndpointSecurityGroup', 'GroupId')],
    PrivateDnsEnabled: true,
    ...(policy === undefined ? {} : { PolicyDocument: policy }),
  },
});

/** The payroll loop calls its sender, tells the bus of changes, and employees by mail; what it may say there its roles say. */
const endpoints = (stack: Stack, settings: DeploymentSettings, network: Network): Resources => ({
  LambdaEndpoint: interfaceEndpoint(
    network,
    'lambda',
    endpointPolicy('lambda:InvokeFunction', calledFunctionArns(stack, settings)),
  ),
  EventsEndpoint: interfaceEndpoint(
    network,
    'events',
    endpointPolicy('events:PutEvents', [arn('events', `event-bus/${busName(stack.name)}`)], {
      'events:source': changeSource,
    }),
  ),
  MailEndpoint: interfaceEndpoint(network, 'email'),
  ...(settings.credentialSource === 'lambda' ? {} : keyAndTableEndpoints(stack, network)),
});

const keyAndTableEndpoints = (stack: Stack, network: Network): Resources => ({
  KmsEndpoint: interfaceEndpoint(network, 'kms', endpointPolicy('kms:Decrypt', [stack.tenantKeyArn])),
  DynamoDbEndpoint: {
    Type: 'AWS::EC2::VPCEndpoint',
    Properties: {
      VpcEndpointType: 'Gateway',
      ServiceName: sub('com.amazonaws.${AWS::Region}.dynamodb'),
      VpcId: network.vpcId,
      RouteTableIds: network.routeTableIds,
      PolicyDocument: endpointPolicy('dynamodb:Query', [getAtt('TenantTable', 'Arn')]),
    },
  },
});

export const networkResources = (stack: Stack, settings: DeploymentSettings): Resources => {
  const { network } = settings;
  if (network === undefined) return {};
  if (network.way === 'nat') return securityGroups(network, true);
  return {
    ...securityGroups(network, settings.credentialSource === 'in-process'),
    ...endpointSecurityGroup(network),
    ...endpoints(stack, settings, network),
  };
};
