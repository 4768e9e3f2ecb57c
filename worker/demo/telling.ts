import type { pickText } from '../servers';

type Text = Parameters<typeof pickText>[0];

/** What the story says while it goes on: seconds since its beginning, desk time, and a sentence in both languages. */
export class Telling {
  private readonly begun = performance.now();
  private readonly speed: number;
  private readonly deskBegun: number;
  private readonly zone: Intl.DateTimeFormat;
  readonly base: string;

  constructor(base: string, city: { now: string; speed: number; zone: string }) {
    this.base = base;
    this.speed = city.speed;
    this.deskBegun = Date.parse(city.now);
    this.zone = formatIn(city.zone);
  }

  /** Desk time now, as the desk itself would say it. */
  now(): Date {
    return new Date(this.deskBegun + (performance.now() - this.begun) * this.speed);
  }

  seconds(): number {
    return (performance.now() - this.begun) / 1000;
  }

  /** `2026-11-30 17:00` in the city's zone. */
  local(instant: string | Date): string {
    return this.zone.format(new Date(instant)).replace(/\//g, '-');
  }

  say({ zh, en }: Text): void {
    process.stdout.write(`${`${this.seconds().toFixed(1)} s`.padStart(8)}  ${this.local(this.now())}  ${zh} · ${en}\n`);
  }
}

const formatIn = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });

const everyMs = 300;

/** Looks again and again until it finds something; `what` names what did not come in time. */
export async function until<T>(what: string, seconds: number, look: () => Promise<T | null>): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > end) throw new Error(`${what}: ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
