import type { Policy } from '#domain';
import { type Hands, TextField } from '../draft';
import { useWords } from '../i18n';
import { withAt } from './edit';
import { words } from './words';

type DonorProps = { hands: Hands<Policy>; path: readonly [string, ...string[]]; value: string };

/** Whom the numbers were taken from: what lets a city confirm or replace them. */
export function Donor({ hands, path, value }: DonorProps) {
  const t = useWords(words);
  const [first, ...more] = path;
  return (
    <TextField
      area
      label={t('donor')}
      value={value}
      disabled={!hands.mayWrite}
      onRest={hands.rest}
      onChange={(donor) => hands.change((now) => withAt(now, [first, ...more, 'donor'], donor), `donor ${path.join('/')}`)}
    />
  );
}
