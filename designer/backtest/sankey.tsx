import { SankeyChart } from 'echarts/charts';
import { TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

use([SankeyChart, TooltipComponent, SVGRenderer]);

export type Flow = { from: string; to: string; count: number };

const rowHeight = 34;
const leastHeight = 180;
/** Room for the names on either side. */
const margin = 260;
const colours = ['#1b5549', '#94600c', '#2f5d8a', '#7a3b63', '#4f6b2d', '#8a4632', '#3d5a6c', '#6b5b95'];

/** From left to right who had it and who would have it. For eyes alone: the table beside it says the same. */
export default function Sankey({ flows }: { flows: readonly Flow[] }) {
  const place = useRef<HTMLDivElement>(null);
  // By what they say, not by which list: a page that is drawn again draws no new picture.
  const told = JSON.stringify(flows);
  const height = Math.max(leastHeight, rowHeight * Math.max(count(flows, 'from'), count(flows, 'to')));
  useEffect(() => {
    if (!place.current) return;
    const chart = init(place.current, null, { renderer: 'svg' });
    chart.setOption({
      ...optionsOf(JSON.parse(told) as Flow[]),
      textStyle: { fontFamily: getComputedStyle(place.current).fontFamily },
    });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [told, height]);
  return <div ref={place} className="lx-sankey" style={{ height }} aria-hidden="true" />;
}

const count = (flows: readonly Flow[], side: 'from' | 'to'): number => new Set(flows.map((flow) => flow[side])).size;

/** A unit stands on both sides, so each side has its own name for it. */
function optionsOf(flows: readonly Flow[]) {
  const left = [...new Set(flows.map(({ from }) => from))];
  const right = [...new Set(flows.map(({ to }) => to))];
  const node = (side: string, depth: number, labelled: 'left' | 'right') => (name: string, i: number) => ({
    ...{ name: `${side}${name}`, depth, itemStyle: { color: colours[i % colours.length] ?? '#1b5549' } },
    label: {
      position: labelled,
      formatter: name,
      color: '#1d2624',
      fontSize: 13,
      width: margin - 20,
      overflow: 'break' as const,
    },
  });
  return {
    animation: false,
    tooltip: { trigger: 'item' as const, formatter: tip },
    series: [
      {
        type: 'sankey' as const,
        ...{
          left: margin,
          right: margin,
          top: 10,
          bottom: 10,
          nodeWidth: 12,
          nodeGap: 10,
          draggable: false,
          layoutIterations: 24,
        },
        emphasis: { focus: 'adjacency' as const },
        lineStyle: { color: 'source' as const, opacity: 0.35, curveness: 0.5 },
        data: [...left.map(node('<', 0, 'left')), ...right.map(node('>', 1, 'right'))],
        links: flows.map(({ from, to, count: value }) => ({ source: `<${from}`, target: `>${to}`, value })),
      },
    ],
  };
}

/** Names are the city's own, yet data: nothing of them is taken for markup. */
function tip(params: unknown): string {
  const { data } = params as { data: { source?: string; target?: string; value?: number; name?: string } };
  const said =
    data.source !== undefined
      ? `${data.source.slice(1)} → ${(data.target ?? '').slice(1)}: ${data.value ?? 0}`
      : (data.name ?? '').slice(1);
  return said.replaceAll(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
