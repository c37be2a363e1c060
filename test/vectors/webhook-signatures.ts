// Signed webhooks as others publish them.

const momentoSource =
  'momentohq/client-sdk-javascript, packages/client-sdk-nodejs: the unit test of its webhook validator';
const momentoDocs = 'momentohq/public-dev-docs, docs/topics/webhooks/overview.mdx: the example’s body, in compact JSON';

export const vectors = [
  {
    source: momentoSource,
    scheme: 'momento',
    secret: '1234567890',
    body: '{"text":"some text", "another_field": "another field" }',
    headers: { 'momento-signature': 'b43f72787eb66410ff110295b036ef828e5686af21b414ce092f02c05deea3da' },
  },
  {
    source: momentoDocs,
    scheme: 'momento',
    secret: '1234567890',
    body: '{"cache":"chat","topic":"room-281","event_timestamp":1704296470564,"publish_timestamp":1704296470565,"topic_sequence_number":1,"token_id":"mo-the-squirrel","text":"Here I am!!"}',
    headers: { 'momento-signature': 'f79476b5e839694c5384af0931aaf905b9ae352b7ae9fa5676049276e9f0b89c' },
  },
  {
    source: 'standard-webhooks/standard-webhooks, the test of its libraries',
    scheme: 'standard-webhooks',
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    body: '{"test": 2432232314}',
    headers: {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    },
  },
] as const;
