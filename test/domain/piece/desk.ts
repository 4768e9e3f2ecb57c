import {
  type Actor,
  compileCalendar,
  examineContent,
  type PieceCommandName,
  type PieceInput,
  type PieceOpening,
  type PieceRecord,
  pieceTurnNow,
  type PieceState,
  type Plan,
  type Role,
  systemActor,
} from '#domain';
import { at, calendar, edition, hours, policy } from '../deadline/guiyang';

/** One piece played by hand under the numbers of GY-BASE; the issue's record has 9 steps. */
const desk = {
  plan: { policy } as Plan,
  calendar: (_id: string, number: number) => (number === 1 ? calendar : number === 2 ? closedMonday : null),
};
/** Edition 2: Monday 2 March 2026 is closed by the city itself. */
const closedMonday = compileCalendar(hours, {
  ...edition,
  edition: 2,
  overrides: [{ date: '2026-03-02', kind: 'closed', name: { zh: '凝冻停业', en: 'closed by ice' } }],
});
const everyEditor: Role[] = ['reporter', 'editor', 'reviewer2', 'reviewer3', 'proofreader'];

const rolesOf = (id: string): Role[] => {
  if (id === 'city.sup') return ['citySupervision'];
  if (id === 'shift') return ['shiftLeader'];
  if (id === 'keeper') return ['calendarKeeper'];
  return id.startsWith('reporter') ? ['reporter'] : everyEditor;
};
export const actorOf = (id: string): Actor =>
  id === 'system' ? systemActor : { id, roles: rolesOf(id), unit: null, district: null };

export const aStory = {
  title: '楼道野广告清除了',
  body: '街道当天清除了楼道里的野广告。',
  media: [],
  claims: [{ text: '当天清除', seq: 5 }],
  aiGenerated: false,
  sensitive: false,
  exposing: false,
};

export const monday = at('2026-03-02 10:00');

export function pieceOn(given: Partial<PieceOpening> = {}, openedAt = monday) {
  const records: PieceRecord[] = [];
  let state: PieceState | null = null;
  let now = openedAt;
  let n = 0;
  const play = (input: PieceInput): string => {
    const result = pieceTurnNow(desk, state, input, (ask) => examineContent(ask.content, 9));
    if (!result.ok) return result.refusal.code;
    state = result.state;
    if (result.record) records.push(result.record);
    return result.state.stage;
  };
  const opening = { id: 'T1-p1', issue: 'T1', release: 'r', editions: { guiyang: 1 }, channels: ['site', 'hook'], facts: {} };
  play({ kind: 'open', at: openedAt, ...opening, replyApproved: true, ...given });
  return {
    records,
    state: (): PieceState => state!,
    events: () => records.flatMap((record) => record.events.map(({ type }) => type)),
    dispatches: () => records.flatMap((record) => record.dispatches),
    /** Desk time from here on. */
    at: (text: string) => void (now = at(text)),
    act: (who: string, name: PieceCommandName, data: Record<string, unknown> = {}, id = `c${(n += 1)}`) =>
      play({ kind: 'command', command: { id, name, at: now, actor: actorOf(who), data } }),
    tick: (text: string) => play({ kind: 'tick', now: at(text) }),
  };
}

export type Played = ReturnType<typeof pieceOn>;

/** Author A; reviews by B, C, D; all proofs by A, who may. */
export function reviewed(piece: Played, story: object = aStory): Played {
  piece.act('A', 'write', { ...story });
  piece.act('A', 'submit');
  reviewAll(piece);
  return piece;
}

export function reviewAll(piece: Played): void {
  for (const reviewer of ['B', 'C', 'D']) {
    piece.act(reviewer, 'review', { approve: true });
    piece.act('A', 'proof', { pass: true });
  }
}
