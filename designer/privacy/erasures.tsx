import { App, Button, Popconfirm } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type ResultOf, type Routes, routes } from '#contract';
import { LIVE, call, holdsAny, useMe, usePages } from '../client';
import { momentOf, useWords } from '../i18n';
import { Loading, MoreButton, Nothing, ProblemNote, Section } from '../parts';
import { ErasureRequest } from './erasure-request';
import { words } from './words';

type Erasure = ResultOf<Routes['listErasures']>['items'][number];

/** Erasures, asked for and done; the privacy officer asks, somebody else approves. */
export function Erasures() {
  const t = useWords(words);
  const me = useMe();
  const erasures = usePages(routes.listErasures, {});
  return (
    <>
      {holdsAny(me, ['privacyOfficer']) && (
        <Section title={t('ask')} id="ask">
          <ErasureRequest />
        </Section>
      )}
      {erasures.isPending && <Loading />}
      {erasures.error && <ProblemNote error={erasures.error} retry={() => void erasures.refetch()} />}
      {erasures.isSuccess && erasures.items.length === 0 && <Nothing text={t('none')} />}
      {erasures.items.map((erasure) => (
        <One key={erasure.id} erasure={erasure} />
      ))}
      <MoreButton query={erasures} />
    </>
  );
}

function One({ erasure }: { erasure: Erasure }) {
  const t = useWords(words);
  const { no, scope, reason, state, requestedBy, requestedAt, decidedBy, decidedAt, photos } = erasure;
  return (
    <Section
      title={<Link to={`/issues/${no}`}>{no}</Link>}
      id={`erasure-${erasure.id}`}
      extra={<span className={`lx-chip ${state === 'done' ? '' : 'going'}`}>{t(`state.${state}`)}</span>}
    >
      <p>
        {t(`scope.${scope}`)} · {reason}
      </p>
      <p className="lx-quiet">
        {t('askedBy', { by: requestedBy, at: momentOf(requestedAt) })}
        {decidedAt !== null && ` · ${t('decidedBy', { by: decidedBy ?? '', at: momentOf(decidedAt) })}`}
        {state === 'done' && ` · ${t('photosGone', photos)}`}
      </p>
      <Acts erasure={erasure} />
    </Section>
  );
}

function Acts({ erasure: { id, state, requestedBy } }: { erasure: Erasure }) {
  const t = useWords(words);
  const me = useMe();
  const { message } = App.useApp();
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: (route: typeof routes.approveErasure | typeof routes.withdrawErasure) => call(route, { params: { id } }),
    onSuccess: () => {
      void message.success(t('done'));
      void client.invalidateQueries({ queryKey: [LIVE] });
    },
  });
  const isOpen = state === 'requested' || state === 'approved';
  if (!isOpen || !holdsAny(me, ['privacyOfficer', 'chief'])) return null;
  const mayApprove = state === 'approved' || requestedBy !== me.id;
  return (
    <>
      {act.error && <ProblemNote error={act.error} />}
      <div className="lx-commands">
        {mayApprove && (
          <Popconfirm title={t('approveSure')} onConfirm={() => act.mutate(routes.approveErasure)}>
            <Button danger type="primary" loading={act.isPending}>
              {t(state === 'approved' ? 'goOn' : 'approve')}
            </Button>
          </Popconfirm>
        )}
        {state === 'requested' && (
          <Button loading={act.isPending} onClick={() => act.mutate(routes.withdrawErasure)}>
            {t('withdraw')}
          </Button>
        )}
      </div>
    </>
  );
}
