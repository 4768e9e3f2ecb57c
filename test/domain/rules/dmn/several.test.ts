import { type Decision, decisionSchema } from '#domain';
import { compileDmn, decisionsIn, dmnOfAll, readDmn, writeDmn } from '#dmn';
import { cityContent } from '../../../support/cities';

describe('several decisions in one DMN model', () => {
  it.each(['guiyang', 'xixiu'])('come back as they were: %s', async (city) => {
    const { decisions, name } = cityContent(city);
    const read = await readDmn(await writeDmn(dmnOfAll({ id: city, name }, decisions)));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const found = decisionsIn(read.document);
    expect(found.problems).toEqual([]);
    expect(found.decisions).toEqual(decisions.map((one: Decision) => decisionSchema.parse(one)));
    // A fact that several tables read is one input of the model, and every decision is there.
    expect([...compileDmn(read.document).decisions]).toHaveLength(decisions.length);
  });
});
