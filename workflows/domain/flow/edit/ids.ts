import type { Flow } from '../document';

const LONGEST = 64;

/** An id that nothing in the flow bears: the wanted one, or with the first number that is free. */
export function freshId(flow: Flow, wanted: string): string {
  const taken = new Set([...flow.nodes, ...flow.edges, ...flow.notes].map(({ id }) => id));
  return freshAmong(taken, wanted);
}

export function freshAmong(taken: ReadonlySet<string>, wanted: string): string {
  if (!taken.has(wanted) && wanted.length <= LONGEST) return wanted;
  for (let n = 2; ; n += 1) {
    const end = `-${n}`;
    const id = `${wanted.slice(0, LONGEST - end.length)}${end}`;
    if (!taken.has(id)) return id;
  }
}
