import type { RequestHandler } from 'express';
import { Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Prometheus figures of this process: requests by route, method and status, and Node's own. */
export type Metrics = { registry: Registry; observe: RequestHandler };

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'liangxin_http_request_seconds',
    help: 'Time to answer, by route of the contract',
    labelNames: ['route', 'method', 'status'],
    buckets: seconds,
    registers: [registry],
  });
  const observe: RequestHandler = (req, res, next) => {
    const end = durations.startTimer();
    res.on('finish', () => {
      const route = typeof res.locals['route'] === 'string' ? res.locals['route'] : 'other';
      end({ route, method: req.method, status: res.statusCode });
    });
    next();
  };
  return { registry, observe };
}
