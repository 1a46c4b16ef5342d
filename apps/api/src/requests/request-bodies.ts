import { type TObject, type TProperties, Type } from '@sinclair/typebox';
import { requestCommands, type RequestCommandType } from '@sunledger/disclosure-case';
import { type ClerkCommand, PersonalFieldsSchema } from '@sunledger/disclosure-office';

import { type Checked, checked } from '../http/checked';
import { strict, Text } from '../http/fields';

const LateReason = Type.Optional(
  Type.String({ ...Text, description: '事后补记的原因（超过规定天数补记时必填）' }),
);

/**
 * The schema of a command as a clerk sends it, from the one that decides: personal data in the
 * clear instead of sealed, nothing that the office works out itself, no unknown field.
 */
export function clerkSchema(schema: TObject): TObject {
  const { personal, lookup: _workedOut, ...rest }: TProperties = schema.properties;
  return Type.Object(
    {
      ...rest,
      ...(personal === undefined ? {} : { personal: Type.Optional(PersonalFieldsSchema) }),
      lateReason: LateReason,
    },
    strict,
  );
}

/** What an office enters in its register; the number is the next one unless stated. */
export const RegistrationBody = Type.Object(
  {
    ...clerkSchema(requestCommands.RegisterApplication.schema).properties,
    serialNumber: Type.Optional(requestCommands.RegisterApplication.schema.properties.serialNumber),
  },
  strict,
);

// Object.entries forgets that its keys are the commands.
const names = Object.keys(requestCommands) as readonly RequestCommandType[];

const bodies: ReadonlyMap<RequestCommandType, Checked<TObject>> = new Map(
  names.map((name) => [
    name,
    checked(
      name === 'RegisterApplication' ? RegistrationBody : clerkSchema(requestCommands[name].schema),
    ),
  ]),
);

export const requestCommandNames = names;

/** The body of a command, or undefined where there is no command of that name. */
export const requestCommandBody = (name: string): Checked<TObject> | undefined =>
  bodies.get(name as RequestCommandType);

/** A checked body as the command it is. */
export const clerkCommand = (type: string, body: unknown): ClerkCommand =>
  // The body was checked against the schema of the command of this name.
  ({ ...(body as object), type }) as ClerkCommand;

/** What may happen to an application before it is registered. */
export const arrivalCommandNames = ['SubmitApplication', 'RecordArrival'] as const;

/** One of the commands that open a case, told apart by `type`. */
export const ArrivalBody = Type.Union(
  arrivalCommandNames.map((name) =>
    Type.Object(
      { type: Type.Literal(name), ...clerkSchema(requestCommands[name].schema).properties },
      strict,
    ),
  ),
);
