import type { Policy } from '#domain';
import { useWords } from '../i18n';
import { groupsOf, keyOf, useEntryName } from './entries';
import type { Look } from './use-look';
import { words } from './words';

/** Everything of the policy that runs clocks. */
export function EntryList({ policy, look }: { policy: Policy; look: Look }) {
  const t = useWords(words);
  const name = useEntryName();
  return (
    <nav className="lx-entries" aria-label={t('entries')}>
      {groupsOf(policy, look.grade).map(({ is, entries }) => (
        <section key={is}>
          <h3>{t(`group.${is}`)}</h3>
          {entries.map((entry) => {
            const key = keyOf(entry);
            const isOpen = key === look.key;
            return (
              <button key={key} type="button" aria-current={isOpen} onClick={() => look.open(entry)}>
                {name(entry)}
              </button>
            );
          })}
        </section>
      ))}
    </nav>
  );
}
