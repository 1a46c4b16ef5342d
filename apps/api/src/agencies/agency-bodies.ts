import { type TObject, Type } from '@sinclair/typebox';
import { agencyCommands, type AgencyCommandType } from '@sunledger/agency-register';

import { type Checked, checked } from '../http/checked';
import { OptionalOn, strict } from '../http/fields';

/** The schema of a command as a clerk sends it: the day is today unless stated. */
const clerkSchema = ({ properties }: TObject): TObject =>
  Type.Object({ ...properties, on: OptionalOn }, strict);

/** The agency is named by the address. */
const aboutOne = (schema: TObject): TObject => {
  const { code: _inAddress, ...rest } = clerkSchema(schema).properties;
  return Type.Object(rest, strict);
};

export const AddAgencyBody = clerkSchema(agencyCommands.AddAgency.schema);

// Object.keys forgets that these are the commands.
const names = Object.keys(agencyCommands) as readonly AgencyCommandType[];

/** Commands about an agency that was added before. */
export const agencyCommandNames = names.filter((name) => name !== 'AddAgency');

const bodies: ReadonlyMap<string, Checked<TObject>> = new Map(
  agencyCommandNames.map((name) => [name, checked(aboutOne(agencyCommands[name].schema))]),
);

/** The body of a command, or undefined where there is no command of that name. */
export const agencyCommandBody = (name: string): Checked<TObject> | undefined => bodies.get(name);
