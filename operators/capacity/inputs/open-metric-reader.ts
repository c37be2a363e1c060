// CloudWatch as the environment names it, like every AWS client. Loaded only where a stack is named: the client is large.

import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { createMetricReader, type MetricReader } from './metric-reader.ts';

export const openMetricReader = (): MetricReader => createMetricReader(new CloudWatchClient({}));
