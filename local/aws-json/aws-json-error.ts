// The error shape of AWS's JSON services: a name in `__type`, a message, HTTP 400 unless it is the service's own fault.

export class AwsJsonError extends Error {
  readonly status: number;

  constructor(name: string, message: string, status = 400) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

export const validationError = (message: string): AwsJsonError =>
  new AwsJsonError('ValidationException', message);
