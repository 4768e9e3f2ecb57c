import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from 'antd';
import { useWords } from '../i18n';
import { words } from './words';

/** The frame of a room's page: one heading, a lead line, acts at its right. The heading takes the focus on arrival. */
export function Page(props: { title: ReactNode; plainTitle: string; lead?: ReactNode; acts?: ReactNode; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${props.plainTitle} · 两心`;
  }, [props.plainTitle]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div className="lx-page">
      <header className="lx-page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {props.title}
          </h1>
          {props.lead && <div className="lx-lead">{props.lead}</div>}
        </div>
        {props.acts && <div className="lx-acts">{props.acts}</div>}
      </header>
      {props.children}
    </div>
  );
}

export function Section(props: { title: ReactNode; id: string; extra?: ReactNode; children: ReactNode }) {
  return (
    <section className="lx-card" aria-labelledby={props.id}>
      <div className="lx-card-head">
        <h2 id={props.id}>{props.title}</h2>
        {props.extra}
      </div>
      {props.children}
    </section>
  );
}

export function MoreButton({
  query,
}: {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}) {
  const t = useWords(words);
  if (!query.hasNextPage) return null;
  return (
    <p className="lx-more">
      <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t('more')}
      </Button>
    </p>
  );
}

/** Something wider than the page: it scrolls by itself, also by keyboard. */
export function Wide({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="lx-scroll" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
