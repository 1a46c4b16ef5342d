import { type AgencyCommand, agencyRefusals, foldAgency, registerRefusalSentence } from '../index';
import { givenAgency } from '../testing';

const added: AgencyCommand = {
  type: 'AddAgency',
  on: '2019-01-02',
  code: 'sunvale',
  name: '阳光镇人民政府',
};
const county = { code: 'county', parent: null };
const closedCounty = { ...county, closedOn: '2018-12-31' };
const code = (refused: string): unknown => expect.objectContaining({ refused });

describe('an agency', () => {
  it('is added with what decides who reviews its decisions', () => {
    const { events, state } = givenAgency(
      [
        {
          ...added,
          type: 'AddAgency',
          code: 'sunvale',
          name: '阳光镇人民政府',
          parent: 'county',
          level: 'township',
          institution: 'government',
        },
      ],
      [county],
    );
    expect(events).toHaveLength(1);
    expect(state).toEqual({
      code: 'sunvale',
      name: '阳光镇人民政府',
      formerNames: [],
      parent: 'county',
      level: 'township',
      institution: 'government',
      verticalManagement: false,
      addedOn: '2019-01-02',
      changedOn: '2019-01-02',
    });
  });

  it('stands at the top without a parent', () => {
    expect(givenAgency([added]).state?.parent).toBeNull();
    expect(foldAgency([])).toBeNull();
  });

  it('has a code of its own', () => {
    expect(givenAgency([added]).when(added)).toEqual({
      refused: 'agency-code-taken',
      facts: { code: 'sunvale', name: '阳光镇人民政府' },
    });
  });

  it.each(['', 'sun-vale', '阳光', 'a'.repeat(33), 'sun vale'])('refuses the code “%s”', (bad) => {
    expect(givenAgency([]).when({ ...added, code: bad })).toEqual(code('agency-code-malformed'));
  });

  it('leaves CN to the calendar for all', () => {
    expect(givenAgency([]).when({ ...added, code: 'CN' })).toEqual(code('agency-code-reserved'));
    expect(givenAgency([]).when({ ...added, code: 'a'.repeat(32) })).toHaveLength(1);
  });

  it.each([
    [{ on: '2026-07-01' }, 'date-in-future'],
    [{ on: '2019-02-29' }, 'date-unreal'],
    [{ on: 'tomorrow' }, 'command-invalid'],
    [{ name: '' }, 'command-invalid'],
    [{ parent: 'nobody' }, 'parent-unknown'],
    [{ parent: 'sunvale' }, 'parent-cycle'],
  ])('is not added with %j', (change, refused) => {
    expect(givenAgency([]).when({ ...added, ...change })).toEqual(code(refused));
  });

  it('is not added below a closed one', () => {
    const below = { ...added, parent: 'county' } as AgencyCommand;
    expect(givenAgency([], [closedCounty]).when(below)).toEqual(code('parent-closed'));
  });

  it('must be there to be changed', () => {
    const commands: readonly AgencyCommand[] = [
      { type: 'RenameAgency', on: '2020-01-02', code: 'sunvale', name: '新名' },
      { type: 'MoveAgency', on: '2020-01-02', code: 'sunvale', parent: null },
      { type: 'CloseAgency', on: '2020-01-02', code: 'sunvale' },
    ];
    for (const command of commands) {
      expect(givenAgency([]).when(command)).toEqual(code('agency-unknown'));
    }
  });
});

describe('renaming an agency', () => {
  const rename = (on: string, name: string): AgencyCommand => ({
    type: 'RenameAgency',
    on,
    code: 'sunvale',
    name,
  });

  it('keeps the earlier name, and shows it for days before', () => {
    const { events, state } = givenAgency([added, rename('2021-03-01', '阳光街道办事处')]);
    expect(state).toMatchObject({
      name: '阳光街道办事处',
      formerNames: [{ name: '阳光镇人民政府', until: '2021-03-01' }],
    });
    expect(foldAgency(events, '2021-02-28')?.name).toBe('阳光镇人民政府');
  });

  it('refuses the same name, and a day before the latest change', () => {
    const renamed = givenAgency([added, rename('2021-03-01', '阳光街道办事处')]);
    expect(renamed.when(rename('2021-03-02', '阳光街道办事处'))).toEqual(
      code('agency-name-unchanged'),
    );
    expect(renamed.when(rename('2021-02-28', '阳光镇'))).toEqual(code('date-out-of-order'));
  });
});

describe('moving an agency', () => {
  const move = (parent: string | null): AgencyCommand => ({
    type: 'MoveAgency',
    on: '2021-03-01',
    code: 'sunvale',
    parent,
  });

  it('gives it another parent, or none', () => {
    expect(givenAgency([added, move('county')], [county]).state?.parent).toBe('county');
    expect(
      givenAgency([{ ...added, parent: 'county' }, move(null)], [county]).state?.parent,
    ).toBeNull();
  });

  it('refuses the parent it has, one that is closed, and one that is not there', () => {
    expect(givenAgency([added]).when(move(null))).toEqual(code('agency-parent-unchanged'));
    expect(givenAgency([added], [closedCounty]).when(move('county'))).toEqual(
      code('parent-closed'),
    );
    expect(givenAgency([added]).when(move('county'))).toEqual(code('parent-unknown'));
  });

  it('refuses itself and what is below it', () => {
    const below = [
      { code: 'office', parent: 'sunvale' },
      { code: 'desk', parent: 'office' },
    ];
    expect(givenAgency([added], below).when(move('sunvale'))).toEqual(code('parent-cycle'));
    expect(givenAgency([added], below).when(move('desk'))).toEqual({
      refused: 'parent-cycle',
      facts: { code: 'sunvale', parent: 'desk' },
    });
  });

  it('refuses a tree deeper than sixteen levels', () => {
    const line = (length: number) =>
      Array.from({ length }, (_, at) => ({
        code: `level_${at + 1}`,
        parent: at === 0 ? null : `level_${at}`,
      }));
    expect(givenAgency([added], line(15)).when(move('level_15'))).toHaveLength(1);
    expect(givenAgency([added], line(16)).when(move('level_16'))).toEqual(code('tree-too-deep'));
    const office = { code: 'office', parent: 'sunvale' };
    expect(givenAgency([added], [...line(15), office]).when(move('level_15'))).toEqual(
      code('tree-too-deep'),
    );
  });
});

describe('closing an agency', () => {
  const close = (successor?: string): AgencyCommand => ({
    type: 'CloseAgency',
    on: '2021-03-01',
    code: 'sunvale',
    ...(successor === undefined ? {} : { successor }),
  });

  it('names who goes on with its work', () => {
    expect(givenAgency([added, close('county')], [county]).state).toMatchObject({
      closedOn: '2021-03-01',
      successor: 'county',
    });
  });

  it('happens once, and nothing changes after it', () => {
    expect(givenAgency([added, close()]).when(close())).toEqual({
      refused: 'agency-closed',
      facts: { closedOn: '2021-03-01' },
    });
  });

  it('refuses while agencies that are open stand below it', () => {
    const office = { code: 'office', parent: 'sunvale' };
    expect(givenAgency([added], [office]).when(close())).toEqual({
      refused: 'agency-has-children',
      facts: { children: ['office'] },
    });
    expect(
      givenAgency([added], [{ ...office, closedOn: '2021-02-01' }]).when(close()),
    ).toHaveLength(1);
  });

  it('refuses a successor that is unknown, closed, or itself', () => {
    expect(givenAgency([added]).when(close('county'))).toEqual(code('successor-unknown'));
    expect(givenAgency([added], [closedCounty]).when(close('county'))).toEqual(
      code('successor-closed'),
    );
    expect(givenAgency([added]).when(close('sunvale'))).toEqual(code('successor-self'));
  });
});

describe('the sentence of a refusal', () => {
  it('names the facts, lists joined', () => {
    expect(registerRefusalSentence('agency-has-children', { children: ['a', 'b'] })).toBe(
      '该机关还有下级机关（a；b），请先变更其隶属。',
    );
  });

  it('is there for every code, and for no code of another part', () => {
    for (const each of Object.keys(agencyRefusals)) {
      expect(registerRefusalSentence(each, {})).toMatch(/\p{Script=Han}/u);
    }
    expect(registerRefusalSentence('case-voided', {})).toBeUndefined();
    expect(registerRefusalSentence('toString', {})).toBeUndefined();
  });
});
