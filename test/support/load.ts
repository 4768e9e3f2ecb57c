import type { IssueState } from '#domain';
import type { PeopleAtWork } from './people-at-work';

/** An even stream of commands over issues at every stage: it begins so many a second, whether or not anybody answers. */
export type Load = { begunPerSecond(): number; stop(): Promise<void>; errors: string[] };

type Deed = [by: string, name: string, data?: Record<string, unknown>];
const unit = '普陀路街道办';
const reply = {
  did: '已清除',
  when: '当天',
  evidence: '照片',
  contact: '已电话',
  legalBasis: '条例',
  longTermMeasure: '每周巡查',
};

/** A plain issue's life; an issue stops somewhere on it for good, so that clocks run out at every stage. */
const deeds: readonly Deed[] = [
  ['verifier1', 'verify'],
  ['reviewer1', 'review', { grade: 'C' }],
  [`${unit}.liaison`, 'sign'],
  [`${unit}.liaison`, 'contact', { reached: true }],
  [`${unit}.head`, 'reply', reply],
  ['reviewer2', 'reviewReply', { approve: true }],
  ['callback1', 'callBack', { answer: 'solved', satisfaction: 'satisfied' }],
];
/** From the review to the reply an issue is at a unit, where supervision may remind it. */
const atUnit = { from: 2, to: 4 };

type Life = { no: string; next: number; last: number; busy: boolean };

export function runLoad(people: PeopleAtWork, perSecond: number, intakesPerSecond: number): Load {
  const lives: Life[] = [];
  const running = new Set<Promise<unknown>>();
  const errors: string[] = [];
  const began = Date.now();
  let [beats, opened] = [0, 0];

  const track = (work: Promise<unknown>): void => {
    const tracked = work.catch((error: unknown) => void errors.push(String(error))).finally(() => running.delete(tracked));
    running.add(tracked);
  };

  async function open(): Promise<void> {
    const { status, body } = await people.intake();
    if (status === 200 || status === 201)
      lives.push({ no: String(body['no']), next: 0, last: lives.length % (deeds.length + 1), busy: false });
    else errors.push(`intake ${status} ${JSON.stringify(body)}`);
  }

  async function goOn(life: Life): Promise<void> {
    const [by, name, data] = deeds[life.next] ?? deeds[0]!;
    life.busy = true;
    const { status, body } = await people.command(life.no, by, name, data);
    // A clock may have done it meanwhile (signed by the system): that refusal is an answer too.
    if (status >= 400 && status !== 409 && status !== 422) errors.push(`${name} ${status} ${JSON.stringify(body)}`);
    life.next += 1;
    life.busy = false;
  }

  const remind = async (life: Life): Promise<void> => {
    life.busy = true;
    const { status, body } = await people.command(life.no, 'city.sup', 'remind');
    if (status >= 400 && status !== 409 && status !== 422) errors.push(`remind ${status} ${JSON.stringify(body)}`);
    life.busy = false;
  };

  function beat(): void {
    beats += 1;
    const ready = lives.find((life) => !life.busy && life.next < life.last);
    const atUnits = lives.filter((life) => life.next >= atUnit.from && life.next <= atUnit.to);
    const waiting = atUnits.filter((life) => !life.busy);
    // Nothing answers: what keeps coming is reminders of what is known, not a flood of new issues.
    const known = waiting.length > 0 ? waiting : atUnits;
    if (opened < (Date.now() - began) * (intakesPerSecond / 1000) || (!ready && known.length === 0)) {
      opened += 1;
      track(open());
    } else if (ready) track(goOn(ready));
    else track(remind(known[beats % known.length]!));
  }

  /** Beats that a busy machine has missed are made up for. */
  const timer = setInterval(() => {
    while (beats < ((Date.now() - began) * perSecond) / 1000) beat();
  }, 20);
  let ended = 0;
  return {
    errors,
    begunPerSecond: () => beats / (((ended || Date.now()) - began) / 1000),
    stop: async () => {
      clearInterval(timer);
      ended = Date.now();
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** What a state says that must be so but once: rungs by (clock, cycle, rung), cards by what they are for. */
export function doubled(state: IssueState): string[] {
  const seen = new Set<string>();
  const twice: string[] = [];
  for (const { assignment, clock, rung, cycle, colour, unit: of } of state.cards) {
    const key = [assignment, clock, rung, cycle, colour, of].join('/');
    if (seen.has(key)) twice.push(`${state.no} ${key}`);
    seen.add(key);
  }
  return twice;
}
