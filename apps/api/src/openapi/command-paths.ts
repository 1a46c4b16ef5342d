import type { OpenAPIObject } from '@nestjs/swagger';
import type { TObject } from '@sinclair/typebox';
import { agencyCommands } from '@sunledger/agency-register';
import { requestCommands } from '@sunledger/disclosure-case';
import { remedyCommands } from '@sunledger/remedy';

import { agencyCommandBody, agencyCommandNames } from '../agencies/agency-bodies';
import { CommandDone } from '../http/answer';
import type { Checked } from '../http/checked';
import { commandHeaders, plainSchema } from '../http/described';
import { remedyCommandBody, remedyCommandNames } from '../remedies/remedy-bodies';
import { requestCommandBody, requestCommandNames } from '../requests/request-bodies';

type Paths = OpenAPIObject['paths'];

interface ListedCommand {
  readonly name: string;
  readonly label: string;
  readonly body: Checked<TObject> | undefined;
}

/** The collection a command belongs to, and what its members are called in an address. */
interface Owner {
  readonly tag: string;
  readonly path: string;
  readonly parameter: string;
}

/**
 * Every command under a path of its own, generated from the tables that decide: the one route that
 * serves them reads the same bodies.
 */
export const commandPaths = (): Paths => ({
  ...pathsOf(
    { tag: 'requests', path: '/api/v1/requests/{caseId}', parameter: 'caseId' },
    requestCommandNames.map((name) => ({
      name,
      label: requestCommands[name].label,
      body: requestCommandBody(name),
    })),
  ),
  ...pathsOf(
    { tag: 'remedies', path: '/api/v1/remedies/{remedyId}', parameter: 'remedyId' },
    remedyCommandNames.map((name) => ({
      name,
      label: remedyCommands[name].label,
      body: remedyCommandBody(name),
    })),
  ),
  ...pathsOf(
    { tag: 'agencies', path: '/api/v1/agencies/{code}', parameter: 'code' },
    agencyCommandNames.map((name) => ({
      name,
      label: agencyCommands[name].label,
      body: agencyCommandBody(name),
    })),
  ),
});

const pathsOf = ({ tag, path, parameter }: Owner, commands: readonly ListedCommand[]): Paths =>
  Object.fromEntries(
    commands.map(({ name, label, body }) => [
      `${path}/commands/${name}`,
      {
        post: {
          operationId: `${tag}_${name}`,
          summary: label,
          tags: [tag],
          parameters: [
            { name: parameter, in: 'path', required: true, schema: { type: 'string' } },
            ...commandHeaders.map((header) => ({ ...header, in: 'header' as const })),
          ],
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: body === undefined ? {} : plainSchema(body.schema) },
            },
          },
          responses: {
            '200': {
              description: '已办理',
              content: { 'application/json': { schema: plainSchema(CommandDone) } },
            },
            default: {
              description: '未能办理：稳定代码、事实和一句说明',
              content: {
                'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
              },
            },
          },
        },
      },
    ]),
  );
