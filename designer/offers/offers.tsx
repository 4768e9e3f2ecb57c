import { useState } from 'react';
import { routes } from '#contract';
import { useMe, useNow, usePages } from '../client';
import { urgencyOf, useText, useWords } from '../i18n';
import { Loading, MoreButton, Nothing, Page, ProblemNote } from '../parts';
import { OfferRow } from './offer-row';
import { words } from './words';

const lists = ['open', 'mine', 'done'] as const;
type List = (typeof lists)[number];

/** What my team or shop may take, has in hand, and has done, with the acts to do it. */
export function Offers() {
  const t = useWords(words);
  const text = useText();
  const me = useMe();
  const lead = me.unitName ? t('lead', { unit: text(me.unitName) }) : t('noUnit');
  const [list, setList] = useState<List>('open');
  return (
    <Page title={t('title')} plainTitle={t('title')} lead={lead}>
      {me.unit && (
        <>
          <div className="lx-counts" role="group" aria-label={t('lists')}>
            {lists.map((one) => (
              <button key={one} type="button" className="lx-count calm" aria-pressed={one === list} onClick={() => setList(one)}>
                {t(one)}
              </button>
            ))}
          </div>
          <OfferList key={list} list={list} />
        </>
      )}
    </Page>
  );
}

function OfferList({ list }: { list: List }) {
  const t = useWords(words);
  const now = useNow();
  const offers = usePages(routes.listOffers, { list, limit: 50 });
  if (offers.isPending) return <Loading />;
  return (
    <>
      {offers.error && <ProblemNote error={offers.error} retry={() => void offers.refetch()} />}
      {offers.items.length === 0 && !offers.error && <Nothing text={t(`none.${list}`)} />}
      {offers.items.length > 0 && (
        <ul className="lx-list">
          {offers.items.map((offer) => (
            <li key={`${offer.issue}-${offer.order.id}`}>
              <OfferRow offer={offer} urgency={offer.dueAt === null ? 'calm' : urgencyOf(offer.dueAt, now)} />
            </li>
          ))}
        </ul>
      )}
      <MoreButton query={offers} />
    </>
  );
}
