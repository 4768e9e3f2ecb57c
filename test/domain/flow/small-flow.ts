import { flowSchema, type Flow } from '../../../workflows/domain/flow';

const name = (id: string) => ({ zh: `步骤${id}`, en: `Step ${id}` });
const position = { x: 0, y: 0 };

/** A node with what every node needs; the rest as told. */
export const node = (id: string, kind: string, more: object = {}) => ({ id, kind, name: name(id), position, ...more });

export const outcome = (id: string, more: object = {}) => ({ id, label: name(id), command: 'choose', event: 'chosen', ...more });

/** A step of a person with the given outcomes, each taken by `choose`. */
export const task = (id: string, outcomes: string[], more: object = {}) =>
  node(id, 'task', { roles: ['verifier'], outcomes: outcomes.map((one) => outcome(one)), ...more });

/** `from > to`, `from.outcome > to`, `from > to if CONDITION` or `from > to optional`. */
export function edge(text: string) {
  const [, from = '', way, to = '', when, optional] = /^(\w+)(?:\.(\w+))? > (\w+)(?: if (.+)| (optional))?$/u.exec(text) ?? [];
  return {
    id: text.replaceAll(/\W+/gu, '_'),
    from,
    to,
    ...(way === undefined ? {} : { outcome: way }),
    ...(when === undefined ? {} : { when }),
    ...(optional === undefined ? {} : { optional: true }),
  };
}

export const flow = (nodes: object[], edges: string[], more: object = {}): Flow =>
  flowSchema.parse({ format: 1, id: 'small', name: name('small'), policy: 'GY-BASE', nodes, edges: edges.map(edge), ...more });

export const start = node('start', 'start');
export const end = node('end', 'end', { stage: 'CLOSED' });
