import { type Static, type TObject, Type } from '@sinclair/typebox';
import { type Decider, refuse, type Refusal } from '@sunledger/decider';
import type { IsoDate } from '@sunledger/working-days';

import { type CommandDefinition, decideBy, type GeneralRefusal, generalRefusals } from '../command';
import { OnDate } from '../event-definition';
import { type Agency, evolveAgency } from './agency';
import { agencyDepthMax, type AgencyNode, agencyTree, heightOf } from './agency-tree';
import { type AgencyEvent, agencyEventSchemas } from './events';

/** Every reason for which a command about an agency is turned down. */
export const agencyRefusals = {
  ...generalRefusals,
  'agency-code-malformed': '机关代码“{code}”只能用字母、数字和下划线，最多 32 个字符。',
  'agency-code-reserved': '机关代码“{code}”为系统保留，请换一个。',
  'agency-code-taken': '机关代码“{code}”已由“{name}”使用，请换一个。',
  'agency-unknown': '该机关尚未登记。',
  'agency-closed': '该机关已于 {closedOn} 撤销。',
  'agency-name-unchanged': '机关名称与原名称相同。',
  'agency-parent-unchanged': '上级机关与原来相同。',
  'parent-unknown': '没有代码为“{parent}”的上级机关，请先登记上级机关。',
  'parent-closed': '上级机关“{parent}”已于 {closedOn} 撤销。',
  'parent-cycle': '“{parent}”是“{code}”本身或其下级，不能作为上级机关。',
  'tree-too-deep': '机关层级超过 {max} 级，请核对上级机关。',
  'agency-has-children': '该机关还有下级机关（{children}），请先变更其隶属。',
  'successor-unknown': '没有代码为“{successor}”的承继机关。',
  'successor-closed': '承继机关“{successor}”已于 {closedOn} 撤销。',
  'successor-self': '承继机关不能是被撤销的机关本身。',
  'date-out-of-order': '日期 {on} 早于该机关上一次变更的日期 {changedOn}，请核对。',
} as const;
export type AgencyRefusal = keyof typeof agencyRefusals;

/** What is known of an agency beside the one a command is about. */
export interface KnownAgency extends AgencyNode {
  readonly closedOn?: IsoDate | null | undefined;
}

export interface AgencyFacts {
  /** Today in Asia/Shanghai. */
  readonly today: IsoDate;
  /** Every agency there is; the one in question may be among them. */
  readonly agencies: readonly KnownAgency[];
}

type Answer = readonly AgencyEvent[] | Refusal<AgencyRefusal>;

const command = <Schema extends TObject>(
  definition: CommandDefinition<Agency | null, AgencyFacts, AgencyEvent, AgencyRefusal, Schema>,
) => definition;

const on = { on: OnDate };
const { AgencyAdded, AgencyRenamed, AgencyMoved, AgencyClosed } = agencyEventSchemas;

/** `calendar-CN` is the calendar for all; an overlay of an agency CN would be the same stream. */
const reservedCodes = ['CN'];

/** Every command about one agency. */
export const agencyCommands = {
  AddAgency: command({
    label: '登记机关',
    // The pattern of the code has a refusal of its own, which a clerk understands better.
    schema: Type.Object({ ...on, ...AgencyAdded.properties, code: Type.String() }),
    decide: ({ on: occurredOn, ...data }, state, facts): Answer => {
      const { code, parent } = data;
      if (!/^[A-Za-z0-9_]{1,32}$/.test(code)) return refuse('agency-code-malformed', { code });
      if (reservedCodes.includes(code)) return refuse('agency-code-reserved', { code });
      if (state !== null) return refuse('agency-code-taken', { code, name: state.name });
      return parentRefusal(code, parent, facts) ?? [{ type: 'AgencyAdded', occurredOn, data }];
    },
  }),
  RenameAgency: command({
    label: '机关更名',
    schema: Type.Object({ ...on, ...AgencyRenamed.properties }),
    decide: ({ on: occurredOn, ...data }, state): Answer =>
      withAgency(state, occurredOn, ({ name }) =>
        name === data.name
          ? refuse('agency-name-unchanged')
          : [{ type: 'AgencyRenamed', occurredOn, data }],
      ),
  }),
  MoveAgency: command({
    label: '变更隶属',
    schema: Type.Object({ ...on, ...AgencyMoved.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts): Answer =>
      withAgency(state, occurredOn, ({ code, parent }) => {
        if (parent === data.parent) return refuse('agency-parent-unchanged');
        return (
          parentRefusal(code, data.parent, facts) ?? [{ type: 'AgencyMoved', occurredOn, data }]
        );
      }),
  }),
  CloseAgency: command({
    label: '撤销机关',
    schema: Type.Object({ ...on, ...AgencyClosed.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts): Answer =>
      withAgency(state, occurredOn, ({ code }) => {
        const children = facts.agencies
          .filter(({ parent, closedOn }) => parent === code && typeof closedOn !== 'string')
          .map((child) => child.code);
        if (children.length > 0) return refuse('agency-has-children', { children });
        return (
          successorRefusal(code, data.successor, facts) ?? [
            { type: 'AgencyClosed', occurredOn, data },
          ]
        );
      }),
  }),
} as const;

/** What every change of an agency needs: one that was added, is not closed, and in order. */
function withAgency(
  state: Agency | null,
  on: IsoDate,
  decided: (agency: Agency) => Answer,
): Answer {
  if (state === null) return refuse('agency-unknown');
  const { closedOn, changedOn } = state;
  if (closedOn !== undefined) return refuse('agency-closed', { closedOn });
  if (on < changedOn) return refuse('date-out-of-order', { on, changedOn });
  return decided(state);
}

function parentRefusal(
  code: string,
  parent: string | null | undefined,
  { agencies }: AgencyFacts,
): Refusal<AgencyRefusal> | undefined {
  if (parent === undefined || parent === null) return undefined;
  if (parent === code) return refuse('parent-cycle', { code, parent });
  const known = agencies.find((agency) => agency.code === parent);
  if (known === undefined) return refuse('parent-unknown', { parent });
  const { closedOn } = known;
  if (typeof closedOn === 'string') return refuse('parent-closed', { parent, closedOn });
  const tree = agencyTree(agencies);
  const above = [parent, ...tree.ancestors(parent)];
  if (above.includes(code)) return refuse('parent-cycle', { code, parent });
  return above.length + heightOf(tree, code) > agencyDepthMax
    ? refuse('tree-too-deep', { max: agencyDepthMax })
    : undefined;
}

function successorRefusal(
  code: string,
  successor: string | undefined,
  { agencies }: AgencyFacts,
): Refusal<AgencyRefusal> | undefined {
  if (successor === undefined) return undefined;
  if (successor === code) return refuse('successor-self');
  const known = agencies.find((agency) => agency.code === successor);
  if (known === undefined) return refuse('successor-unknown', { successor });
  const { closedOn } = known;
  return typeof closedOn === 'string'
    ? refuse('successor-closed', { successor, closedOn })
    : undefined;
}

export type AgencyCommandType = keyof typeof agencyCommands;
/** A command about one agency. `on` is the legal date of what happened. */
export type AgencyCommand = {
  [Name in AgencyCommandType]: Static<(typeof agencyCommands)[Name]['schema']> & {
    readonly type: Name;
  };
}[AgencyCommandType];

/** What one command does to one agency: an event, or a refusal with its code and facts. */
export const decideAgency: (
  command: AgencyCommand,
  state: Agency | null,
  facts: AgencyFacts,
) => readonly AgencyEvent[] | Refusal<AgencyRefusal | GeneralRefusal> = decideBy<
  Agency | null,
  AgencyFacts,
  AgencyEvent,
  AgencyRefusal
>(agencyCommands);

/** The aggregate of one agency. */
export const agency: Decider<
  Agency | null,
  AgencyCommand,
  AgencyEvent,
  AgencyFacts,
  AgencyRefusal
> = { initial: null, decide: decideAgency, evolve: evolveAgency };
