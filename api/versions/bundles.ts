import { type Bundle, type Json, sha256Hex } from '#domain';
import { readBundle, sealBundle } from '#versions';
import type { ResultOf, Routes } from '#contract';
import type { Signed } from '../access';
import type { Deps } from '../deps';
import { Refusal } from '../problem';
import { peopleNames } from '../reading';
import { scenariosOf } from '../rehearsal';
import { find } from '../routers/releases';

/** A release as one signed file, with the scenarios that stand beside its flow now. Throws `NOT_FOUND`. */
export async function bundleOf(deps: Deps, id: string): Promise<Bundle> {
  const { store, city, clock } = deps;
  const release = await find(deps, id);
  const { content, contentHash, planHash, author, approver, publishedAt, note } = release;
  const [people, scenarios, settings] = await Promise.all([
    peopleNames(deps, [author, approver]),
    scenariosOf(deps, content.flow.id),
    store.settings.get(),
  ]);
  const names = { authorName: people[author] ?? author, approverName: people[approver] ?? approver };
  return sealBundle(
    {
      exportedAt: clock.realNow(),
      release: { number: content.number, hash: contentHash, planHash, author, approver, ...names, publishedAt, note },
      content,
      calendars: content.hours.map(({ id: calendar, name }) => ({ id: calendar, name })),
      scenarios: scenarios.map(({ document }) => document),
      signer: { name: settings.document.name, city, key: store.signing.key },
    },
    store.signing.sign,
  );
}

/** A file that was handed in, read and its signature checked. Throws every kind of `BUNDLE_…`. */
export function handedIn({ store }: Deps, file: Json): Bundle {
  const read = readBundle(file, store.signing.verify);
  if (read.ok) return read.bundle;
  // A place and a number are read in any language; the other reasons are said by the code's own sentence.
  const isPlace = read.code === 'BUNDLE_INVALID' || read.code === 'BUNDLE_VERSION';
  throw new Refusal(read.code, isPlace ? { detail: read.detail } : { data: { reason: read.detail } });
}

const DIGITS = 16;

/** Who signed, as it is shown; the fingerprint in groups that can be read out. */
export function signerOf({ store }: Deps, { signer }: Bundle): ResultOf<Routes['planImport']>['signer'] {
  const fingerprint = sha256Hex(signer.key)
    .slice(0, DIGITS)
    .replace(/(.{4})(?=.)/g, '$1 ');
  return { ...signer, fingerprint, own: signer.key === store.signing.key };
}

/**
 * Our own signature counts; another installation's only when an administrator accepts it by the name it bears and the key that was
 * shown. Throws `SIGNER_UNKNOWN`, `FORBIDDEN` for whoever may not accept.
 */
export function checkSigner(deps: Deps, bundle: Bundle, accept: { name: string; key: string } | undefined, who: Signed): void {
  const { own, key, name } = signerOf(deps, bundle);
  if (own) return;
  const data = { signer: bundle.signer };
  if (!accept) throw new Refusal('SIGNER_UNKNOWN', { detail: name.en, data });
  if (!who.person.roles.includes('administrator')) throw new Refusal('FORBIDDEN', { detail: 'an administrator accepts signers' });
  const isNamed = accept.name.trim() === name.zh || accept.name.trim() === name.en;
  if (!isNamed || accept.key !== key) throw new Refusal('SIGNER_UNKNOWN', { detail: 'another signer was named', data });
}
