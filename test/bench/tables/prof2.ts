import { workloadOf, type Shape } from './workload';
import { enginesOf } from './peers';
for (const [size, depth] of [
  [20, 'early'],
  [20, 'deep'],
  [200, 'early'],
  [200, 'deep'],
  [2000, 'early'],
  [2000, 'deep'],
] as [number, Shape['depth']][]) {
  const w = workloadOf({ size, depth, listed: process.argv[4] === 'list' });
  for (const [way, ask] of Object.entries({ ...enginesOf(w).liangxin(), ...enginesOf(w)['json-logic-engine']() }).slice(0, 3))
    if (ask.kind === 'sync') {
      let best = Infinity;
      const N = depth === 'deep' && size === 2000 && way !== 'compiled table' ? 1 : depth === 'deep' && size === 200 ? 10 : 100;
      for (let r = 0; r < 8; r++) {
        const t = performance.now();
        for (let k = 0; k < N; k++) for (let i = 0; i < 1000; i++) ask.ask(w.facts[i]!);
        best = Math.min(best, ((performance.now() - t) / (N * 1000)) * 1e6);
      }
      console.log(w.meanHit.toFixed(0), size, depth, way, best.toFixed(1), 'ns');
    }
}
