import { type TObject, type TProperties, Type } from '@sinclair/typebox';
import { remedyCommands, type RemedyCommandType } from '@sunledger/remedy';

import { type Checked, checked } from '../http/checked';
import { strict, Text } from '../http/fields';

/** The commands that file a remedy; the others are about one that was filed. */
export const filingCommandNames = ['FileReview', 'FileSuit'] as const;

const LateReason = Type.Optional(
  Type.String({ ...Text, description: '事后补记的原因（超过规定天数补记时必填）' }),
);

/** The schema of a command as a clerk sends it: what the address names is not said twice. */
function clerkSchema(schema: TObject): TObject {
  const { remedyId: _id, caseId: _case, ...rest }: TProperties = schema.properties;
  return Type.Object({ ...rest, lateReason: LateReason }, strict);
}

// Object.keys forgets that these are the commands.
const names = Object.keys(remedyCommands) as readonly RemedyCommandType[];

const bodies: ReadonlyMap<string, Checked<TObject>> = new Map(
  names.map((name) => [name, checked(clerkSchema(remedyCommands[name].schema))]),
);

/** Commands about a remedy that was filed. */
export const remedyCommandNames = names.filter(
  (name) => !filingCommandNames.some((filing) => filing === name),
);

/** The body of a command, or undefined where there is no command of that name. */
export const remedyCommandBody = (name: string): Checked<TObject> | undefined => bodies.get(name);

/** A filing, told apart by `type`. */
export const FilingBody = Type.Union(
  filingCommandNames.map((name) =>
    Type.Object(
      { type: Type.Literal(name), ...clerkSchema(remedyCommands[name].schema).properties },
      strict,
    ),
  ),
);
