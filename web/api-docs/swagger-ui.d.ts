// As much of swagger-ui-dist as is used; it brings no types.
// https://github.com/swagger-api/swagger-ui/blob/master/docs/usage/configuration.md
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  type TryItRequest = { url: string; headers: Record<string, string> };
  const SwaggerUI: (options: {
    readonly url: string;
    readonly domNode: Element;
    readonly deepLinking?: boolean;
    readonly docExpansion?: 'list' | 'full' | 'none';
    readonly defaultModelsExpandDepth?: number;
    readonly displayRequestDuration?: boolean;
    readonly tryItOutEnabled?: boolean;
    readonly validatorUrl?: null;
    readonly requestInterceptor?: (request: TryItRequest) => TryItRequest | Promise<TryItRequest>;
  }) => unknown;
  export default SwaggerUI;
}
