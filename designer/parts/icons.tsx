import type { NodeKind } from '#domain';

/** Our own line icons, one weight, drawn on 24 × 24. */
const paths = {
  inbox: 'M4 13l2.5-8h11L20 13v6H4zM4 13h5l1 3h4l1-3h5',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20',
  units: 'M4 20V9l8-5 8 5v11M9 20v-6h6v6M2 20h20',
  watch: 'M12 5c5 0 8.5 4 10 7-1.500 3-5 7-10 7S3.500 15 2 12c1.500-3 5-7 10-7zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  news: 'M4 5h13v14H6a2 2 0 0 1-2-2zM17 9h3v8a2 2 0 0 1-2 2M7 9h7M7 12.500h7M7 16h4',
  drawing: 'M3 6h6v5H3zM15 4h6v5h-6zM15 15h6v5h-6zM9 8.500h3V6.500h3M12 8.500v9h3',
  people:
    'M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3 19c0-3.500 2.700-5.500 6-5.500s6 2 6 5.500M16 5.500a3 3 0 0 1 0 5.500M17.500 14c2.200.700 3.500 2.500 3.500 5',
  calendar: 'M5 6h14v14H5zM5 10h14M9 3.500v4M15 3.500v4M9 14h2M13 14h2M9 17h2',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3M12 15v2',
  add: 'M12 5v14M5 12h14',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l1.500 1.500h-15zM10 20.500h4',
  chart: 'M4 20h16M7 17v-5M12 17V6M17 17V9',
  start: 'M8 5l11 7-11 7z',
  task: 'M12 4a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM5 20c0-4 3-6.500 7-6.500s7 2.500 7 6.500',
  decide: 'M12 3l9 9-9 9-9-9zM9 10.500c.500-3 5.500-3 5.500 0 0 2-2.500 1.800-2.500 3.500M12 17v.100',
  assign: 'M4 12h12M12 7l5 5-5 5M20 5v14',
  offer:
    'M5 12V6.500a1.500 1.500 0 0 1 3 0V11M8 10V4.500a1.500 1.500 0 0 1 3 0V10M11 10V5.500a1.500 1.500 0 0 1 3 0V12M14 9a1.500 1.500 0 0 1 3 0v5c0 4-2.500 6.500-6 6.500-4 0-6-3-6-8',
  whistle: 'M3 10h10l7-3v4l-3.500 1.500A5.500 5.500 0 1 1 7 10M8 6V3M12 6l1.500-2.500',
  fork: 'M4 12h5M9 12l6-6h5M9 12l6 6h5M17 3.500L20 6l-3 2.500M17 15.500l3 2.500-3 2.500',
  join: 'M4 6h5l6 6h5M4 18h5l6-6M17 9.500l3 2.500-3 2.500',
  ask: 'M4 5h16v11H10l-5 4v-4H4zM12 13v.100M10 8.500c.500-1.800 4-1.800 4 0 0 1.200-2 1.200-2 2.500',
  wait: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM12 8v4.500l3 2',
  publish: 'M4 14V9l12-5v15L4 14zM16 9.500c2 0 3 1 3 2.500s-1 2.500-3 2.500M7 15.500V20h3v-3.500',
  call: 'M7 7h10v10H7zM12 3v4M12 17v4M3 12h4M17 12h4',
  end: 'M5 5h14v14H5zM9 12.500l2.200 2.200L15.500 10',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}

export const nodeIcon = (kind: NodeKind): IconName => kind;
