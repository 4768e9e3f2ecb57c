import { maskText } from '#domain';
import type { Erasure, ErasureScope, StoredIntake } from '#store';
import type { Signed } from './access';
import type { Deps } from './deps';
import { Refusal } from './problem';
import { rowOf } from './reading';

/** The fields of an intake that say who somebody is. */
export type PersonalField = 'name' | 'phone' | 'address' | 'text';

export type Look = { no: string; intake: string; field: PersonalField; purpose: string };

/** The sealed text of a field; undefined when the resident never gave it. */
export const sealedField = ({ reporter, address, text }: StoredIntake['intake'], field: PersonalField): string | undefined =>
  ({ name: reporter.name, phone: reporter.phone, address, text })[field];

/**
 * One look at one sealed field: written down before anything is opened, so that no look goes unlogged. Throws `NOT_FOUND` for an
 * issue or an intake that is not in it.
 */
export async function reveal(deps: Deps, who: Signed, { no, intake, field, purpose }: Look) {
  const { store } = deps;
  const row = await rowOf(deps, no, who);
  const submitted = (await store.issues.state(row.no))?.intakes.find((one) => one.no === intake.toUpperCase());
  if (!submitted) throw new Refusal('NOT_FOUND');
  const { id: entry } = await store.audit.append({
    ...{ at: deps.clock.realNow(), person: who.person.id, action: 'reveal', subject: row.no },
    purpose: await unnamed(deps, purpose, [submitted.no]),
    fields: [submitted.no === row.no ? field : `${submitted.no}.${field}`],
  });
  const sealed = sealedField(submitted, field);
  if (sealed === undefined) return { value: null, erased: false, entry };
  const opened = await store.sealing.unseal(sealed, { fresh: true });
  return opened.ok ? { value: opened.text, erased: false, entry } : { value: null, erased: opened.code === 'ERASED', entry };
}

/** A purpose or a reason is kept for ever: what it says of the person gives way, or the log would hold what was erased. */
export async function unnamed({ store }: Deps, said: string, numbers: readonly string[]): Promise<string> {
  const intakes = await Promise.all(numbers.map((no) => store.intakes.get(no)));
  const sealed = intakes.flatMap((stored) => {
    const { name, phone } = stored?.intake.reporter ?? {};
    return [name, phone, stored?.intake.address].filter((text) => text !== undefined);
  });
  const words = await Promise.all(sealed.map((text) => store.sealing.unseal(text)));
  const open = words.flatMap((word) => (word.ok && word.text.trim().length > 1 ? [word.text.trim()] : []));
  return open.reduce((text, word) => text.replaceAll(word, '〔…〕'), maskText(said));
}

export type Asked = { id: string; no: string; scope: ErasureScope; reason: string };

/** Asks for an erasure; somebody else has to approve it. Throws `NOT_FOUND`. */
export async function requestErasure(deps: Deps, who: Signed, { id, no, scope, reason }: Asked): Promise<Erasure> {
  const extent = await deps.store.erasures.extentOf(no.toUpperCase(), scope);
  if (!extent) throw new Refusal('NOT_FOUND');
  const requestedAt = deps.clock.realNow();
  const asked = { id, no: no.toUpperCase(), scope, reason: await unnamed(deps, reason, extent.numbers) };
  const erasure = await deps.store.erasures.request({ ...asked, requestedBy: who.person.id, requestedAt });
  if (!erasure) throw new Refusal('NOT_FOUND');
  await note(deps, erasure, 'requested', erasure.requestedBy, erasure.requestedAt);
  return erasure;
}

/**
 * The second person's yes, and the deed. It cannot be undone and takes a file out of the city's hands, so that neither one
 * person's mistake nor one stolen session is enough (`SAME_PERSON`). Approved but cut short, it is finished by whoever asks again.
 */
export async function approveErasure(deps: Deps, who: Signed, id: string): Promise<Erasure> {
  const asked = await erasureOf(deps, id);
  if (asked.state === 'requested') {
    if (asked.requestedBy === who.person.id) throw new Refusal('SAME_PERSON');
    await deps.store.erasures.decide(id, 'approved', who.person.id, deps.clock.realNow());
  }
  const approved = await erasureOf(deps, id);
  if (approved.state === 'withdrawn') throw new Refusal('NOT_ALLOWED_IN_STATE');
  await note(deps, approved, 'approved', approved.decidedBy ?? '', approved.decidedAt ?? '');
  const done = await deps.store.erasures.carryOut(id, deps.clock.realNow());
  if (!done) throw new Refusal('NOT_FOUND');
  await note(deps, done, 'done', approved.decidedBy ?? '', done.finishedAt ?? '');
  return done;
}

/** Takes a request back before it is approved. Throws `NOT_ALLOWED_IN_STATE` afterwards. */
export async function withdrawErasure(deps: Deps, who: Signed, id: string): Promise<Erasure> {
  await erasureOf(deps, id);
  const taken = await deps.store.erasures.decide(id, 'withdrawn', who.person.id, deps.clock.realNow());
  const erasure = await erasureOf(deps, id);
  if (!taken && erasure.state !== 'withdrawn') throw new Refusal('NOT_ALLOWED_IN_STATE');
  await note(deps, erasure, 'withdrawn', erasure.decidedBy ?? '', erasure.decidedAt ?? '');
  return erasure;
}

async function erasureOf({ store }: Deps, id: string): Promise<Erasure> {
  const erasure = await store.erasures.get(id);
  if (!erasure) throw new Refusal('NOT_FOUND');
  return erasure;
}

type Stage = 'requested' | 'approved' | 'done' | 'withdrawn';

/** One entry a stage, however often it is asked. */
async function note(
  { store }: Deps,
  { id, no, reason, scope }: Erasure,
  stage: Stage,
  person: string,
  at: string,
): Promise<void> {
  const entry = { at, person, action: 'erase' as const, subject: no, purpose: reason, fields: [stage, scope] };
  await store.audit.append({ id: `erase/${id}/${stage}`, ...entry });
}
