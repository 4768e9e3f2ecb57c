import type { PieceDesk } from '../desk';
import type { Deps } from '../deps';
import { type Mount, reply } from '../mount';
import { Refusal, invalidInput } from '../problem';
import { withPhotos } from '../photo-access';
import { peopleNames } from '../reading';
import { type ProblemCode, pieceViewSchema, problemCodes } from '#contract';
import type { Json, PieceState } from '#domain';
import type { PieceRow } from '#store';

/** Pieces: read from the read model; their commands go to the publication through its own port. */
export function pieceRoutes(mount: Mount, deps: Deps): void {
  const { pieces, records } = deps.store;

  mount('listPieces', async ({ query: { cursor, limit, stage, issue } }) => {
    const filter = { ...(stage === undefined ? {} : { stages: [stage] }), ...(issue === undefined ? {} : { issue }) };
    const page = await pieces.list(filter, { limit, cursor: cursor ?? null });
    return reply(200, { items: await Promise.all(page.items.map((row) => viewOf(deps, row))), next: page.next });
  });

  mount('readPiece', async ({ params, who }) => {
    const row = await rowOf(deps, params.id);
    const state = await openedPiece(deps, (await pieces.state(row.id)) as Record<string, never>);
    const people = await peopleNames(deps, actorsOf(state));
    return reply(200, {
      view: await viewOf(deps, row),
      state,
      allowed: deps.pieceDesk?.allowed(state, who.actor) ?? [],
      people,
    });
  });

  mount('givePieceCommand', async ({ params, body, key, who }) => {
    const row = await rowOf(deps, params.id);
    const desk = deps.pieceDesk;
    if (!desk) throw new Refusal('UNAVAILABLE', { detail: 'the publication desk is not connected' });
    const owner = { kind: 'piece' as const, id: row.id };
    const answer = await withPhotos(deps, who, { data: body.data, owner }, async () => {
      const data = await sealedData(deps, desk, row.id, body);
      const command = { id: `${who.person.id}:${key}`, name: body.name, at: deps.clock.now(), actor: who.actor, data };
      const told = await desk.command(row.id, command);
      if (!told.ok) throw refused(told.code, told.message);
      return told;
    });
    await records.confirm(`piece-${row.id}`, answer.seq, answer.hash);
    const { seq, hash, stage } = answer;
    return reply(200, { ok: true, code: 'OK', seq, hash, stage });
  });
}

/** Everybody whose name stands on a piece's page. */
function actorsOf(state: Record<string, Json>): string[] {
  const { signatures = [], held } = state as unknown as Partial<Pick<PieceState, 'signatures' | 'held'>>;
  return [...signatures, held?.review, held?.proof].flatMap((one) => (one ? [one.by] : []));
}

async function rowOf(deps: Deps, id: string): Promise<PieceRow> {
  const row = await deps.store.pieces.get(id);
  if (!row) throw new Refusal('NOT_FOUND');
  return row;
}

/** Opened, with the mark of what was erased in its place: a title is a text, whatever became of it. */
const openedPiece = <T>({ store }: Deps, value: T): Promise<T> => store.sealing.unsealDeep(value);

/** The view as the publication wrote it, with what every piece has laid over it. */
async function viewOf(deps: Deps, row: PieceRow) {
  const { id, issue, stage, seq, hash } = row;
  const view = await openedPiece(deps, row.view as Record<string, unknown>);
  return pieceViewSchema.parse({ title: '', at: null, dueAt: null, publishedAt: null, ...view, id, issue, stage, seq, hash });
}

async function sealedData(
  deps: Deps,
  desk: PieceDesk,
  id: string,
  { name, data }: { name: string; data: unknown },
): Promise<unknown> {
  const schema = desk.schemaOf(name);
  if (!schema) throw new Refusal('INVALID_INPUT', { fields: [{ path: 'body.name', message: 'unknown command' }] });
  const parsed = schema.safeParse(data);
  if (!parsed.success) throw invalidInput(parsed.error, 'body.data');
  return deps.store.sealing.sealFields(schema, parsed.data, `piece-${id}`);
}

function refused(code: string, detail?: string): Refusal {
  const known = (problemCodes as readonly string[]).includes(code);
  return new Refusal(known ? (code as ProblemCode) : 'NOT_ALLOWED_IN_STATE', { detail: detail ?? code });
}
