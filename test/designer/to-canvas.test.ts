import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Flow, flowSchema } from '#domain';
import { labelOf, toCanvas } from '../../designer/drawing/to-canvas';

const read = JSON.parse(readFileSync(path.resolve(__dirname, '../../worker/cities/gy-base/flow.json'), 'utf8')) as unknown;
const flow: Flow = flowSchema.parse(Array.isArray(read) ? read[0] : read);

describe('the canvas of a flow', () => {
  it('holds every step at its own place and every line between its own steps', () => {
    const { nodes, edges } = toCanvas(flow);
    expect(nodes.map((node) => [node.id, node.position])).toEqual(flow.nodes.map((node) => [node.id, node.position]));
    expect(edges.map((edge) => [edge.id, edge.source, edge.target])).toEqual(
      flow.edges.map((edge) => [edge.id, edge.from, edge.to]),
    );
  });

  it('carries the document’s own steps, so nothing is lost on the way', () => {
    const steps = toCanvas(flow).nodes.filter((node) => node.type === 'step');
    expect(steps.map((node) => node.data.node)).toEqual(flow.nodes);
  });

  it('names a line by its outcome’s label, by its condition, or as the default', () => {
    const edge = { id: 'e', from: 'verify', to: 'review' };
    expect(labelOf(flow, { ...edge, outcome: 'verify' })).toEqual({ zh: '属实，送初审', en: 'Verified: to first review' });
    expect(labelOf(flow, { ...edge, when: 'grade = "A"' })).toEqual({ zh: 'grade = "A"', en: 'grade = "A"' });
    expect(labelOf(flow, { ...edge, isDefault: true })).toEqual({ zh: '否则', en: 'otherwise' });
    expect(labelOf(flow, edge)).toBeNull();
  });
});
