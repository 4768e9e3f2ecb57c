import { commandNames, commandSchemas } from '#domain';
import { dataOf, fieldsOf } from '../../designer/commands/fields';
import { isAsked, layouts } from '../../designer/commands/layouts';

describe('forms made from command schemas', () => {
  it.each(commandNames)('%s has a field for everything its schema holds', (name) => {
    expect(fieldsOf(name).map((field) => field.name)).toEqual(Object.keys(commandSchemas[name].shape));
  });

  it('asks a person for everything but what the machine alone fills in', () => {
    // absorb and giveBack come from another issue's merge and un-merge, never from a person; a migration has a page of its own.
    const machine = commandNames.filter((name) => fieldsOf(name).some((field) => field.kind === 'machine' && field.required));
    expect(machine).not.toContain('verify');
    expect(machine).toContain('absorb');
    for (const name of machine) expect(['absorb', 'giveBack', 'pieceDone', 'applyCalendar', 'migrate']).toContain(name);
  });

  it('lays out only fields that exist', () => {
    for (const [name, layout] of Object.entries(layouts)) {
      const known = Object.keys(commandSchemas[name as keyof typeof commandSchemas].shape);
      for (const field of [...(layout.rows ?? []).flat(), ...(layout.more ?? [])]) expect(known).toContain(field);
    }
  });

  it('reads kind, need and limit off the schema', () => {
    // reply (DOMAIN 2.7): six texts, all needed; `when` is short (200), the others may be long; result is a choice of four.
    const reply = Object.fromEntries(fieldsOf('reply').map((field) => [field.name, field]));
    expect(reply['did']).toMatchObject({ kind: 'long', required: true, max: 4000 });
    expect(reply['when']).toMatchObject({ kind: 'short', required: true, max: 200 });
    expect(reply['result']).toMatchObject({
      kind: 'choice',
      required: false,
      choices: ['RESOLVED', 'PARTLY', 'EXPLAINED', 'REFERRED'],
    });
    expect(reply['assignment']).toMatchObject({ kind: 'assignment', required: false });
  });

  it('finds the fields inside a group, and what a field starts with', () => {
    const contact = Object.fromEntries(fieldsOf('contact').map((field) => [field.name, field]));
    expect(contact['reached']).toMatchObject({ kind: 'flag', initial: true, required: false });
    expect(contact['proof']?.children?.map((child) => [child.name, child.kind])).toEqual([
      ['kind', 'choice'],
      ['reference', 'short'],
    ]);
  });

  it('leaves out what was not answered, also inside groups, but keeps a no', () => {
    const typed = { note: '  ', reached: false, proof: { kind: undefined, reference: '' }, units: [], n: 0, text: ' a ' };
    expect(dataOf(typed)).toEqual({ reached: false, n: 0, text: ' a ' });
  });

  it('asks whether a dissatisfaction is reasonable only when there is one', () => {
    expect(isAsked('callBack', 'reasonable', { satisfaction: 'veryDissatisfied' })).toBe(true);
    expect(isAsked('callBack', 'reasonable', { satisfaction: 'fair' })).toBe(false);
    expect(isAsked('callBack', 'satisfaction', { answer: 'none' })).toBe(false);
  });
});
