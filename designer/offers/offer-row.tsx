import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type ResultOf, type Routes, routes } from '#contract';
import { useNames, useRead } from '../client';
import { CommandPanel } from '../commands';
import { clockKindWords, momentOf, orderStateWords, type Urgency, useText, useWords } from '../i18n';
import { Due, GradeTag, Loaded } from '../parts';
import { words } from './words';

type Offer = ResultOf<Routes['listOffers']>['items'][number];

/** One order: what is asked, where roughly, by when, and — unfolded — the acts on it. */
export function OfferRow({ offer, urgency }: { offer: Offer; urgency: Urgency }) {
  const t = useWords(words);
  const text = useText();
  const names = useNames();
  const [open, setOpen] = useState(false);
  const { order } = offer;
  const toDo = offer.allowed.some(({ assignment }) => assignment === order.id);
  return (
    <>
      <div className={`lx-row ${urgency}`}>
        <span>
          <b className="lx-num">{offer.issue}</b>
          <small>
            {text(orderStateWords[order.state])}
            {offer.holderName && order.holder ? ` · ${text(offer.holderName)}` : ''}
          </small>
        </span>
        <span>
          {names.category(offer.category)} <span className="lx-quiet">{names.place(offer)}</span>
          <small className="lx-tags">
            <GradeTag grade={offer.grade} /> <Demands offer={offer} />
          </small>
        </span>
        <span>
          {order.next && <small>{text(clockKindWords[order.next.kind] ?? clockKindWords['reply'] ?? { zh: '', en: '' })}</small>}
          {order.settledAt === null && <Due at={offer.dueAt} />}
        </span>
        <Button type={open || !toDo ? 'default' : 'primary'} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'close' : toDo ? 'act' : 'look')}
        </Button>
      </div>
      {open && <Acts offer={offer} />}
    </>
  );
}

/** What the order asks of those who take it, and how far it has come. */
function Demands({ offer: { order, detail } }: { offer: Offer }) {
  const t = useWords(words);
  const own = detail.quotes[0];
  const hours = detail.hoursAdded.reduce((sum, one) => sum + one.hours, 0);
  const asked = [
    order.people > 1 && t('people', { n: order.people }),
    order.qualification.length > 0 && t('needs', { what: order.qualification.join('、') }),
  ];
  const told = [
    order.appointment && t('appointment', { at: momentOf(order.appointment) }),
    own && t('quotes', { amount: own.amount }),
    !own && order.quotes > 0 && t('quoted', { n: order.quotes }),
    own && order.state === 'QUOTED' && t('waitsAgree'),
    order.state === 'DONE' && order.settledAt === null && t('waits'),
    hours > 0 && t('served', { n: hours }),
  ].filter((one) => typeof one === 'string');
  return (
    <>
      {asked.map((one) => one && <span key={one} className="lx-chip waiting">{`${one} `}</span>)} {told.join(' · ')}
    </>
  );
}

function Acts({ offer }: { offer: Offer }) {
  const t = useWords(words);
  const detail = useRead(routes.readIssue, { params: { no: offer.issue } });
  return (
    <div style={{ padding: '4px 22px 18px', maxWidth: 760 }}>
      <p className="lx-said">{offer.text}</p>
      <Contact contact={offer.contact} />
      <Loaded query={detail}>
        {(issue) => <CommandPanel issue={issue} only={(allowed) => allowed.assignment === offer.order.id} />}
      </Loaded>
      {offer.contact && (
        <p style={{ marginTop: 10 }}>
          <Link to={`/issues/${offer.issue}`}>{t('details')}</Link>
        </p>
      )}
    </div>
  );
}

function Contact({ contact }: Pick<Offer, 'contact'>) {
  const t = useWords(words);
  if (!contact) return <p className="lx-hint">{t('hiddenUntil')}</p>;
  const known = [contact.name, contact.phone, contact.address].filter((one) => one !== null);
  if (known.length === 0) return <p className="lx-hint">{t('stranger')}</p>;
  return (
    <p>
      {t('contact')}
      {contact.name} {contact.phone && <a href={`tel:${contact.phone}`}>{contact.phone}</a>} {contact.address}
    </p>
  );
}
