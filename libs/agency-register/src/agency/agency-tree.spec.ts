import { agencyDepthMax, agencyTree } from '../index';

const tree = agencyTree([
  { code: 'town_2', parent: 'county' },
  { code: 'county', parent: null },
  { code: 'office', parent: 'town_1' },
  { code: 'town_1', parent: 'county' },
  { code: 'city' },
  { code: 'orphan', parent: 'gone' },
]);

describe('the tree of agencies', () => {
  it('lists an agency and all below it, in an order that does not depend on the input', () => {
    expect(tree.subtree('county')).toEqual(['county', 'town_1', 'office', 'town_2']);
    expect(tree.subtree('office')).toEqual(['office']);
    expect(tree.subtree('nobody')).toEqual([]);
  });

  it('has its roots, children and ancestors', () => {
    expect(tree.roots).toEqual(['city', 'county', 'orphan']);
    expect(tree.children('county')).toEqual(['town_1', 'town_2']);
    expect(tree.ancestors('office')).toEqual(['town_1', 'county']);
    expect(tree.ancestors('orphan')).toEqual(['gone']);
  });

  it('counts each agency once where two moves closed a circle', () => {
    const circle = agencyTree([
      { code: 'one', parent: 'two' },
      { code: 'two', parent: 'one' },
    ]);
    expect(circle.subtree('one')).toEqual(['one', 'two']);
    expect(circle.ancestors('one')).toEqual(['two', 'one']);
  });

  it('refuses to walk deeper than its bound', () => {
    const line = (length: number) =>
      agencyTree(
        Array.from({ length }, (_, at) => ({
          code: `level_${at + 1}`,
          parent: at === 0 ? null : `level_${at}`,
        })),
      );
    expect(line(agencyDepthMax).subtree('level_1')).toHaveLength(16);
    expect(() => line(agencyDepthMax + 1).subtree('level_1')).toThrow('deeper than 16');
  });
});
