import { randomInt } from 'node:crypto';
import net from 'node:net';

/** True when nobody listens on that port. A listener on all addresses counts as taken too. */
export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Below the range from which systems take the local ports of outgoing connections: those could take a port of ours. */
const LOWEST = 20_000;
const RANGE = 12_000;

/** The preferred port when it is free, else a free one by chance, so that two starts at once hardly take the same. */
export async function freePort(preferred?: number): Promise<number> {
  let port = preferred ?? LOWEST + randomInt(RANGE);
  while (!(await isPortFree(port, '127.0.0.1'))) port = LOWEST + randomInt(RANGE);
  return port;
}

/** True when something accepts a connection there within the time. */
export function accepts(host: string, port: number, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: timeoutMs });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
