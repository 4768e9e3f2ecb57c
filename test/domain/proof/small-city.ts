import type { City } from '../../../workflows/domain/rehearsal';
import { directoryOf, releaseOf } from '../flow/city';
import { edge, end, node, outcome, start } from '../flow/small-flow';

/** A city of a few steps on the plain pack's policy: 来件 → 分流 → 办理, with a dispatcher behind. */

type Rule = { when: string[]; then: string[] };

export const input = (expression: string, type = 'string', more: object = {}) => ({
  ...{ id: expression, label: { zh: expression, en: expression }, expression, type },
  ...more,
});

export const output = (id: string, type = 'list') => ({ id, label: { zh: id, en: id }, type });

export const table = (id: string, inputs: object[], outputs: object[], rules: Rule[], more: object = {}) => ({
  ...{ kind: 'table', id, name: { zh: id, en: id }, hitPolicy: 'F', inputs, outputs },
  rules: rules.map((rule, at) => ({ id: `r${at + 1}`, ...rule })),
  ...more,
});

/** Routes by category: water to U1, gas to U2, anything else to U3. */
export const cleanRoute = table(
  'route',
  [input('category')],
  [output('units')],
  [
    { when: ['"water"'], then: ['["U1"]'] },
    { when: ['"gas"'], then: ['["U2"]'] },
    { when: [''], then: ['["U3"]'] },
  ],
);

export const decideRoute = node('route', 'decide', { decision: 'route', event: 'routed' });
export const handle = node('handle', 'assign', { stage: 'HANDLING' });
export const dispatch = (more: object = {}) =>
  node('dispatch', 'task', {
    roles: ['dispatcher'],
    limit: 'dispatch',
    outcomes: [outcome('dispatch', { command: 'dispatch', event: 'routed' })],
    ...more,
  });
export const person = (id: string, more: object = {}) =>
  node(id, 'task', { roles: ['verifier'], limit: 'verify', outcomes: [outcome('done')], ...more });

export const routed = [
  'start > route',
  'route > handle',
  'handle.replied > end',
  'handle.returned > dispatch',
  'dispatch.dispatch > handle',
];

export type Draft = {
  nodes?: object[];
  edges?: string[];
  tables?: object[];
  directory?: Partial<ReturnType<typeof directoryOf>>;
  policy?: object;
};

/** The drawing, its tables and the plain pack's directory, each part replaceable. */
export function cityOf({ nodes, edges, tables, directory, policy }: Draft = {}): City {
  const release = releaseOf('gy-base');
  const drawing = {
    ...{ format: 1, id: 'small', name: { zh: '小流程', en: 'Small' }, policy: 'GY-BASE' },
    nodes: nodes ?? [start, decideRoute, handle, dispatch(), end],
    edges: (edges ?? routed).map(edge),
  };
  return {
    content: { ...release, number: 0, flow: drawing, decisions: tables ?? [cleanRoute], policy: policy ?? release.policy },
    ...directoryOf('gy-base'),
    ...directory,
  };
}

const { units, people } = directoryOf('gy-base');

/** The directory with one unit changed. */
export const withUnit = (code: string, change: object) => ({
  units: units.map((unit) => (unit.code === code ? { ...unit, ...change } : unit)),
});

/** The directory without anybody of a role. */
export const withoutRole = (role: string) => ({
  people: people.map((one) => ({ ...one, roles: one.roles.filter((own) => own !== role) })),
});
