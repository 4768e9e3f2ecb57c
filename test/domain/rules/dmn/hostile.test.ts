import { DMN_LIMITS, readDmn, decisionsIn } from '../../../../workflows/domain/rules/dmn';
import { decide, input, literal, model, MODEL_15, rewritten, table, valueOf } from './model';

async function refusal(xml: string): Promise<{ code: string; at: string | undefined }> {
  const read = await readDmn(xml);
  if (read.ok) throw new Error('was read');
  const [first] = read.problems;
  expect(first?.message.zh).not.toBe('');
  return { code: first?.code ?? '', at: first?.at };
}

describe('what is no good DMN', () => {
  it.each([
    ['nothing', '', 'DMN_XML', undefined],
    ['a sentence', 'hello', 'DMN_XML', undefined],
    ['another XML', '<a xmlns="urn:b"/>', 'DMN_XML', undefined],
    ['a tag never closed', model('<decision id="a" name="a">'), 'DMN_XML', /^line 1, column \d+$/],
    ['an element DMN does not have', model('<decide id="a"/>'), 'DMN_XML', /^line 1/],
    ['two elements of one id', model('<inputData id="a" name="a"/><inputData id="a" name="b"/>'), 'DMN_INVALID', /^line 1/],
    ['a bomb of entities', `<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]>${model('')}`, 'DMN_FORBIDDEN', undefined],
    ['a file asked for', `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${model('')}`, 'DMN_FORBIDDEN', undefined],
    ['UTF-16 read as bytes', Array.from(model('')).join('\u0000'), 'DMN_ENCODING', undefined],
    ['too many characters', model(`<!--${'x'.repeat(DMN_LIMITS.characters)}-->`), 'DMN_TOO_LARGE', undefined],
    [
      'too deep',
      model(
        `<inputData id="a" name="a"><extensionElements>${'<x:y>'.repeat(300)}${'</x:y>'.repeat(300)}</extensionElements></inputData>`,
        'xmlns:x="urn:x"',
      ),
      'DMN_TOO_LARGE',
      undefined,
    ],
  ])('%s is refused with its reason', async (_, xml, code, at) => {
    const refused = await refusal(xml);
    expect(refused.code).toBe(code);
    if (at !== undefined) expect(refused.at).toMatch(at);
  });

  it.each([
    ['comments that open and never close', '<!--'.repeat(100_000)],
    ['tags that open and never close', '<a "'.repeat(100_000)],
    ['ids without an end', ' id="x'.repeat(100_000)],
    ['attributes without a value', `<decision ${'x '.repeat(100_000)}/>`],
    ['one attribute over and over', `<decision ${'x="1" '.repeat(100_000)}/>`],
    ['blanks', `<a ${' '.repeat(1_000_000)}`],
  ])('%s are refused in time that grows as they do', async (_, text) => {
    const began = performance.now();
    await refusal(model(text));
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it('decisions that need each other are named', async () => {
    const needs = (id: string) => `<informationRequirement><requiredDecision href="#d_${id}"/></informationRequirement>`;
    const xml = model(literal('a', 'b', [], 'Any', needs('b')) + literal('b', 'a', [], 'Any', needs('a')) + literal('c', '1'));
    const circle = await decide(xml, 'a');
    expect(circle.ok ? '' : `${circle.error.code} ${circle.error.message.en}`).toMatch(/^DMN_CYCLE .*a → b → a$/u);
    // What is not in the circle is answered.
    expect(await valueOf(xml, 'c')).toBe(1);
  });

  it('a type that nobody declares, or that is made of itself, stops those who use it', async () => {
    const selfish =
      '<itemDefinition name="tA"><typeRef>tB</typeRef></itemDefinition><itemDefinition name="tB"><typeRef>tA</typeRef></itemDefinition>';
    const xml = model(
      selfish + input('x', 'tNone') + input('y', 'tA') + literal('a', 'x', ['x']) + literal('b', 'y', ['y']) + literal('c', '1'),
    );
    expect(await decide(xml, 'a', { x: 1 })).toMatchObject({ ok: false, error: { code: 'DMN_UNKNOWN_TYPE', at: 'x' } });
    expect(await valueOf(xml, 'b', { y: 1 })).toBe('DMN_CYCLE');
    expect(await valueOf(xml, 'c')).toBe(1);
  });

  it('a requirement that points nowhere, and logic of another language', async () => {
    const xml = model(
      literal('a', '1', ['nobody']) +
        '<decision id="j" name="j"><literalExpression expressionLanguage="python"><text>1</text></literalExpression></decision>',
    );
    expect(await decide(xml, 'a')).toMatchObject({ ok: false, error: { code: 'DMN_UNKNOWN_REFERENCE', at: 'a' } });
    expect(await valueOf(xml, 'j')).toBe('DMN_UNSUPPORTED');
  });

  it('a rule with too few cells, and a table without output', async () => {
    const torn = table('T', '', { n: 'number' }, '<output id="o"/>', [[[], ['1']]]);
    const none = table('U', '', { n: 'number' }, '', [[['1'], []]]);
    const xml = model(input('n', 'number') + torn + none);
    expect(await decide(xml, 'T', { n: 1 })).toMatchObject({ ok: false, error: { code: 'DMN_INVALID', at: 'd_T' } });
    expect(await valueOf(xml, 'U', { n: 1 })).toBe('DMN_INVALID');
    const read = await readDmn(xml);
    expect(read.ok && decisionsIn(read.document).problems.map(({ at }) => at)).toEqual(['d_T', 'd_U']);
  });

  it('elements without ids are read: ids are for those that are required', async () => {
    const xml = model('<decision name="a"><literalExpression><text>1 + 1</text></literalExpression></decision>');
    expect(await valueOf(xml, 'a')).toBe(2);
    expect(await valueOf(xml, '')).toBe('DMN_NO_DECISION');
  });

  it('names like those of JavaScript objects mean nothing', async () => {
    const xml = model(input('__proto__', 'string') + literal('a', 'constructor', []) + literal('b', '{__proto__: 1}', []));
    expect(await valueOf(xml, 'a')).toBeNull();
    expect(JSON.stringify(await valueOf(xml, 'b'))).toBe('{"__proto__":1}');
  });
});

describe('versions and what others add', () => {
  it.each([
    'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
    'http://www.omg.org/spec/DMN/20180521/MODEL/',
    'https://www.omg.org/spec/DMN/20191111/MODEL/',
    'https://www.omg.org/spec/DMN/20211108/MODEL/',
    MODEL_15,
  ])('%s is read, and written in its own namespace', async (namespace) => {
    const xml = model(literal('a', '1 + 2')).replace(MODEL_15, namespace);
    expect(await valueOf(xml, 'a')).toBe(3);
    const written = await rewritten(xml);
    expect(written).toContain(`xmlns="${namespace}"`);
    expect(await valueOf(written, 'a')).toBe(3);
  });

  it('ids may be of any script', async () => {
    const xml = model(literal('费用', '年龄 * 2', ['年龄'], 'number') + input('年龄', 'number'));
    expect(await valueOf(xml, 'd_费用', { 年龄: 21 })).toBe(42);
    expect(await rewritten(xml)).toContain('<requiredInput href="#i_年龄" />');
  });

  it('prefixes, diagrams, annotations, knowledge sources and foreign elements are kept', async () => {
    const xml =
      `<?xml version="1.0" encoding="UTF-8"?><d:definitions xmlns:d="${MODEL_15}" xmlns:x="urn:x" xmlns:dmndi="https://www.omg.org/spec/DMN/20230324/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" id="m" name="m" namespace="urn:m" x:colour="red">` +
      '<d:extensionElements><x:owner since="2026">信访局</x:owner></d:extensionElements>' +
      '<d:decision id="a" name="a" label="甲"><d:description>why</d:description><d:question>q?</d:question><d:variable id="v" name="a"/>' +
      '<d:authorityRequirement id="r"><d:requiredAuthority href="#k"/></d:authorityRequirement>' +
      '<d:decisionTable id="t" outputLabel="甲"><d:output id="o"/><d:annotation name="依据"/><d:rule id="r1"><d:outputEntry id="e"><d:text>1</d:text></d:outputEntry>' +
      '<d:annotationEntry><d:text>第 3 条</d:text></d:annotationEntry></d:rule></d:decisionTable></d:decision>' +
      '<d:knowledgeSource id="k" name="law"/><d:textAnnotation id="n"><d:text>note</d:text></d:textAnnotation>' +
      '<dmndi:DMNDI><dmndi:DMNDiagram id="g"><dmndi:DMNShape id="s" dmnElementRef="a"><dc:Bounds height="60" width="150" x="10" y="20"/></dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI>' +
      '</d:definitions>';
    const first = await readDmn(xml);
    const written = await rewritten(xml);
    const second = await readDmn(written);
    expect(first.ok && second.ok && second.document).toEqual(first.ok && first.document);
    for (const kept of [
      'x:colour="red"',
      'since="2026"',
      '信访局',
      'dmnElementRef="a"',
      '依据',
      '第 3 条',
      'outputLabel="甲"',
      'id="e"',
    ])
      expect(written).toContain(kept);
    const taken = second.ok ? decisionsIn(second.document).decisions : [];
    expect(taken).toMatchObject([{ annotations: ['依据'], rules: [{ annotations: ['第 3 条'] }] }]);
  });
});
