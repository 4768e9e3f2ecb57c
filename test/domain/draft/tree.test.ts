import { mergeTrees, takeTheirsInTree } from '#domain';

const length = (n: number, unit = 'wd') => ({ n, unit });
const rung = (key: string, n: number) => ({ key, offset: length(n) });
const base = {
  name: 'p',
  grades: { C: { sign: length(1), reply: length(5) }, D: { reply: length(15) } },
  ladders: { reply: { rungs: [rung('remind', -1), rung('yellow', 0)] } },
  desks: ['shiftLeader'],
};
type Tree = typeof base;
const changed = (change: (tree: Tree) => void): Tree => {
  const tree = structuredClone(base);
  change(tree);
  return tree;
};

describe('two people in one tree', () => {
  it('takes what each changed, as deep as it goes', () => {
    const mine = changed((tree) => (tree.grades.C.reply = length(3)));
    const theirs = changed((tree) => {
      tree.grades.C.sign = length(2);
      tree.grades.D.reply = length(10);
    });
    const { document, conflicts } = mergeTrees(base, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(document.grades).toEqual({ C: { sign: length(2), reply: length(3) }, D: { reply: length(10) } });
  });

  it('joins a list of keyed items one by one: one moved, one new, one gone', () => {
    const mine = changed((tree) => tree.ladders.reply.rungs.push(rung('red', 2)));
    const theirs = changed((tree) => (tree.ladders.reply.rungs = [rung('yellow', 1)]));
    const { document, conflicts } = mergeTrees(base, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(document.ladders.reply.rungs).toEqual([rung('yellow', 1), rung('red', 2)]);
  });

  it('a length is one value: two changes of it are a conflict, in which mine stands until theirs is taken', () => {
    const mine = changed((tree) => (tree.grades.C.reply = length(3)));
    const theirs = changed((tree) => (tree.grades.C.reply = length(5, 'nd')));
    const { document, conflicts } = mergeTrees(base, mine, theirs);
    expect(document.grades.C.reply).toEqual(length(3));
    expect(conflicts).toEqual([
      { part: 'tree', id: 'grades/C/reply', base: length(5), mine: length(3), theirs: length(5, 'nd') },
    ]);
    expect(takeTheirsInTree(document, conflicts[0]!).grades.C.reply).toEqual(length(5, 'nd'));
  });

  it('what one took away and the other changed is a conflict; taking theirs takes it away', () => {
    const mine = changed((tree) => (tree.ladders.reply.rungs[0] = rung('remind', -2)));
    const theirs = changed((tree) => (tree.ladders.reply.rungs = [rung('yellow', 0)]));
    const { document, conflicts } = mergeTrees(base, mine, theirs);
    expect(document.ladders.reply.rungs).toEqual(mine.ladders.reply.rungs);
    expect(conflicts.map(({ id, theirs: their }) => [id, their])).toEqual([['ladders/reply/rungs/remind', undefined]]);
    expect(takeTheirsInTree(document, conflicts[0]!).ladders.reply.rungs).toEqual([rung('yellow', 0)]);
  });

  it('a list without keys is one value', () => {
    const { conflicts } = mergeTrees(
      base,
      changed((tree) => tree.desks.push('chief')),
      changed((tree) => (tree.desks = [])),
    );
    expect(conflicts.map(({ id }) => id)).toEqual(['desks']);
  });
});
