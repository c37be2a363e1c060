// KMS's error shape: a name in `__type`, a message, HTTP 400 unless it is the service's own fault.

export class KmsError extends Error {
  readonly status: number;

  constructor(name: string, message: string, status = 400) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

export const validationError = (message: string): KmsError => new KmsError('ValidationException', message);
