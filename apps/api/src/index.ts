export { HostNotLoopback } from './http/loopback';
export { openApiDocument } from './openapi/open-api-document';
export { type ApiOptions, type RunningApi, startApi } from './start-api';
