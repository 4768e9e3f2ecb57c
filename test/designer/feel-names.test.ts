import { inWords, offersFor, wordBefore } from '../../designer/draft/feel-names';

const names = [
  { id: 'category', label: '类别' },
  { id: 'lane', label: '通道' },
  { id: 'lanes', label: '通道' },
];
const zh = (text: { zh: string }): string => text.zh;
const offered = (typed: string) => offersFor(typed, names, zh).map(({ apply }) => apply);

describe('completion of an expression', () => {
  it('finds a fact by its key and by its name', () => {
    expect(offered('cat')).toEqual(['category']);
    expect(offered('类')).toEqual(['category']);
    expect(offered('通')).toEqual(['lane', 'lanes']);
  });

  it('puts what begins with the word before what merely holds it', () => {
    // `contains` begins with it, `list contains` holds it.
    expect(offered('contains')).toEqual(['contains(, )', 'list contains(, )']);
  });

  it('leaves the hands inside the brackets', () => {
    const [found] = offersFor('list con', names, zh);
    expect(found).toMatchObject({ apply: 'list contains(, )', cursor: 3, detail: '列表里有没有' });
  });

  it('knows the word that is being typed, in any script, and none inside of a text in quotes', () => {
    expect(wordBefore('lane = cat', 10)).toEqual({ from: 7, typed: 'cat' });
    expect(wordBefore('lane = 类', 8)).toEqual({ from: 7, typed: '类' });
    expect(wordBefore('lane = ', 7)).toEqual({ from: 7, typed: '' });
    expect(wordBefore('lane = "med', 11)).toBeNull();
    expect(wordBefore('lane = "media" and ca', 21)).toEqual({ from: 19, typed: 'ca' });
  });
});

describe('an expression in words', () => {
  it('has names in place of keys, and texts as they are', () => {
    expect(inWords('lane = "lane" and list contains(lanes, category)', names)).toBe(
      '通道 = "lane" and list contains(通道, 类别)',
    );
  });
});
