import type { OpenAPIObject } from '@nestjs/swagger';
import type { Office } from '@sunledger/disclosure-office';

import { createApi } from '../create-api';
import { silentOperation } from '../operation/silent-operation';
import { documentOf } from './document';

/** The OpenAPI document without a running system, for the reference and for clients. */
export async function openApiDocument(): Promise<OpenAPIObject> {
  // Describing the routes asks nothing of the office.
  const app = await createApi({} as Office, silentOperation);
  try {
    await app.init();
    return JSON.parse(JSON.stringify(documentOf(app))) as OpenAPIObject;
  } finally {
    await app.close();
  }
}
