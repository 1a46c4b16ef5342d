export { HostNotLoopback } from './http/loopback';
export { ProxyRefused, type TrustedProxy } from './http/trusted-proxy';
export { openApiDocument } from './openapi/open-api-document';
export { type ApiOptions, MetricsTokenWeak, type RunningApi, startApi } from './start-api';
