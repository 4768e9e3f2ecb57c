import { BpmnModdle, type BpmnElement } from 'bpmn-moddle';
import Linter from 'bpmnlint/lib/linter';
import NodeResolver from 'bpmnlint/lib/resolver/node-resolver';
import { bpmnOf } from '#bpmn';
import { type Flow, type ReleaseContent, type NodeKind, flowNodeSchema } from '#domain';
import { cityContent } from '../../support/cities';
import { edge, end, flow, node, outcome, start, task } from './small-flow';

const base = cityContent('gy-base');

/** Everything that bpmnlint's recommended rules have against a file, warnings too, and what its reader stumbled over. */
async function lint(xml: string): Promise<string[]> {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
  const linter = new Linter({ resolver: new NodeResolver() });
  const found = await linter.lint(rootElement, { extends: 'bpmnlint:recommended' });
  const said = Object.entries(found).flatMap(([rule, reports]) => reports.map(({ id, message }) => `${rule} ${id}: ${message}`));
  return [...said, ...warnings.map(({ message }) => message)];
}

const drawn = (one: Flow, more: Partial<ReleaseContent> = {}): Promise<string> => bpmnOf({ ...base, flow: one, ...more });

async function read(xml: string): Promise<Map<string, BpmnElement>> {
  const { rootElement } = await new BpmnModdle().fromXML(xml);
  const processes = rootElement['rootElements'] as BpmnElement[];
  return new Map(
    processes.flatMap((one) => (one['flowElements'] as BpmnElement[]).map((element) => [element.id ?? '', element])),
  );
}

/** A step of every kind in one drawing that the checks would pass, each on the way from the start to an end. */
const kinds: Record<NodeKind, object> = {
  start,
  task: task('task', ['ok', 'no']),
  decide: node('decide', 'decide', { decision: 'route', event: 'routed' }),
  assign: node('assign', 'assign'),
  offer: node('offer', 'offer', { to: 'volunteer' }),
  whistle: node('whistle', 'whistle', { whistle: 'daily' }),
  fork: node('fork', 'fork'),
  join: node('join', 'join', { wait: 'required' }),
  ask: node('ask', 'ask', { roles: ['verifier'], outcomes: [outcome('answered')], question: 'info', window: 'needInfo' }),
  wait: node('wait', 'wait', { until: { kind: 'length', window: 'needInfo' } }),
  publish: node('publish', 'publish', { channels: ['web'] }),
  call: node('call', 'call', { flow: 'small', ends: ['end'] }),
  end,
};

const every = flow(Object.values(kinds), [
  'start > task',
  'task.ok > decide',
  'task.no > ask',
  'ask.answered > task',
  'ask.expired > end',
  'decide > fork if urgent',
  'decide > call',
  'fork > assign',
  'fork > offer optional',
  'fork > whistle',
  'assign.replied > join',
  'assign.returned > task',
  'offer.served > join',
  'offer.expired > join',
  'whistle.done > join',
  'join > wait',
  'wait > publish',
  'publish.published > end',
  'publish.refused > end',
  'call.end > end',
]);
const called = flow([start, task('look', ['ok']), end], ['start > look', 'look.ok > end'], { id: 'small' });

describe('releases as BPMN', () => {
  it.each(['guiyang', 'xixiu', 'gy-base'])('bpmnlint finds nothing against the release of %s', async (city) => {
    expect(await lint(await bpmnOf(cityContent(city)))).toEqual([]);
  });

  it('bpmnlint finds nothing against a drawing with every kind of step, and one that it calls', async () => {
    expect(new Set(every.nodes.map(({ kind }) => kind))).toEqual(
      new Set(flowNodeSchema.options.map(({ shape }) => shape.kind.value)),
    );
    expect(await lint(await drawn({ ...every, id: 'every' }, { subflows: [called] }))).toEqual([]);
  });

  it('would have been told by bpmnlint of gateways that are missing', async () => {
    const xml = await drawn(every);
    const torn = xml.replace(/<bpmn:endEvent id="step_end"[\s\S]*?<\/bpmn:endEvent>/u, '');
    expect((await lint(torn)).join('\n')).toContain('end-event-required');
  });

  it('makes each kind what BPMN calls it', async () => {
    const elements = await read(await drawn({ ...every, id: 'every' }, { subflows: [called] }));
    const typeOf = (kind: NodeKind) => elements.get(`step_${kind}`)?.$type.replace('bpmn:', '');
    expect(Object.fromEntries(Object.keys(kinds).map((kind) => [kind, typeOf(kind as NodeKind)]))).toEqual({
      start: 'StartEvent',
      task: 'UserTask',
      decide: 'BusinessRuleTask',
      assign: 'UserTask',
      offer: 'UserTask',
      whistle: 'UserTask',
      fork: 'ParallelGateway',
      join: 'ParallelGateway',
      ask: 'ReceiveTask',
      wait: 'IntermediateCatchEvent',
      publish: 'SendTask',
      call: 'CallActivity',
      end: 'EndEvent',
    });
    expect(elements.get('step_call')).toMatchObject({ calledElement: 'process_small' });
    expect(elements.get('small_step_look')?.name).toBe('步骤look');
  });

  it('parts and joins ways at gateways, with the conditions as FEEL and one way that is taken otherwise', async () => {
    const elements = await read(await drawn(every));
    const bodyOf = (id: string) => (elements.get(id)?.['conditionExpression'] as { body?: string } | undefined)?.body;
    expect([bodyOf('way_task_ok_decide'), elements.get('way_task_ok_decide')?.name]).toEqual(['outcome = "ok"', '步骤ok']);
    expect(bodyOf('way_decide_fork_if_urgent')).toBe('urgent');
    expect((elements.get('split_decide')?.['default'] as BpmnElement).id).toBe('way_decide_call');
    // Two outcomes that lead to one place are one line without a choice, several places make a gateway.
    expect([elements.has('split_offer'), elements.get('way_offer_served_join')?.name]).toEqual([false, undefined]);
    const into = (id: string) => ((elements.get(id)?.['incoming'] ?? []) as unknown[]).length;
    expect([into('merge_task'), into('step_task'), into('step_join')]).toEqual([3, 1, 3]);
  });

  it('keeps what BPMN has no words for', async () => {
    const xml = await drawn(every);
    const { rootElement } = await new BpmnModdle().fromXML(xml);
    const [process] = rootElement['rootElements'] as BpmnElement[];
    const ask = (process?.['flowElements'] as BpmnElement[]).find(({ id }) => id === 'step_ask');
    const [step] = (ask?.['extensionElements'] as { values: BpmnElement[] }).values;
    expect(step).toMatchObject({ $type: 'lx:step', id: 'ask', kind: 'ask', nameEn: 'Step ask' });
    expect(JSON.parse(String(step?.['$body']))).toMatchObject({ question: 'info', window: 'needInfo', roles: ['verifier'] });
  });

  it('draws an end that is reached from anywhere as an event of its own', async () => {
    const gone = node('gone', 'end', { stage: 'WITHDRAWN' });
    const xml = await drawn(flow([start, task('a', ['ok']), end, gone], ['start > a', 'a.ok > end']));
    expect(await lint(xml)).toEqual([]);
    const aside = (await read(xml)).get('aside_gone');
    expect(aside).toMatchObject({ $type: 'bpmn:SubProcess', triggeredByEvent: true });
    expect((aside?.['flowElements'] as BpmnElement[]).map(({ id }) => id)).toEqual(['heard_gone', 'step_gone', 'in_gone']);
  });

  it('finds room for steps that lie on one another, and draws a gateway of one way as an event', async () => {
    const lone = flow([start, node('f', 'fork'), task('a', ['ok']), end], []);
    const one = { ...lone, edges: ['start > f', 'f > a', 'a.ok > end'].map(edge) as Flow['edges'] };
    const xml = await drawn(one);
    expect(await lint(xml)).toEqual([]);
    expect((await read(xml)).get('step_f')?.$type).toBe('bpmn:IntermediateThrowEvent');
  });
});
