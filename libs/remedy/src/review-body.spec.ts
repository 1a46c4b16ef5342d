import { agencyLevels, reviewBodyLabels, reviewBodyRule } from './index';

describe('who reviews a decision', () => {
  // Domain reference §8: until 2023-12-31 (行政复议法 2017 arts 12–14), since 2024-01-01 (arts 24, 27).
  it.each([
    ['2023-12-31', 'department', 'county', ['sameLevelGovernment', 'superiorDepartment']],
    ['2024-01-01', 'department', 'county', ['sameLevelGovernment']],
    ['2023-12-31', 'government', 'township', ['countyGovernment']],
    ['2024-01-01', 'government', 'township', ['countyGovernment']],
    ['2023-12-31', 'government', 'county', ['superiorGovernment']],
    ['2024-01-01', 'government', 'city', ['superiorGovernment']],
    ['2023-12-31', 'government', 'province', ['ownGovernment']],
    ['2024-01-01', 'government', 'province', ['ownGovernment']],
    ['2024-01-01', 'department', 'province', ['sameLevelGovernment']],
  ] as const)('on %s of a %s at %s level', (decidedOn, institution, level, bodies) => {
    expect(reviewBodyRule(decidedOn, { institution, level }).bodies).toEqual(bodies);
  });

  it.each(['2023-12-31', '2024-01-01'])(
    'is the superior department under vertical management, on %s too',
    (decidedOn) => {
      for (const level of agencyLevels) {
        const agency = { institution: 'department', level, verticalManagement: true } as const;
        expect(reviewBodyRule(decidedOn, agency).bodies).toEqual(['superiorDepartment']);
      }
    },
  );

  it('cites the law of the day', () => {
    const department = { institution: 'department', level: 'county' } as const;
    expect(reviewBodyRule('2023-12-31', department).article).toBe(
      '行政复议法（2017）第十二条第一款',
    );
    expect(reviewBodyRule('2024-01-01', department).article).toBe(
      '行政复议法第二十四条第一款第一项',
    );
    expect(reviewBodyLabels.superiorDepartment).toBe('上一级主管部门');
  });
});
