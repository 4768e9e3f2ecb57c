import { Button, Form, Input } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { routes } from '#contract';
import { type IssueDetail, call, holdsAny, useMe } from '../client';
import { useWords } from '../i18n';
import { ProblemNote } from '../parts';
import { words } from './words';

type Field = IssueDetail['intakes'][number]['sealed'][number];

/** What is sealed from everybody: the privacy officer and the auditor may open it, one field at a time, for a purpose. */
export function SealedFields({ no, intake }: { no: string; intake: IssueDetail['intakes'][number] }) {
  const me = useMe();
  if (intake.sealed.length === 0 || !holdsAny(me, ['privacyOfficer', 'auditor'])) return null;
  return (
    <div>
      {intake.sealed.map((field) => (
        <SealedField key={field} no={no} intake={intake.no} field={field} />
      ))}
    </div>
  );
}

function SealedField({ no, intake, field }: { no: string; intake: string; field: Field }) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  // Held by this page alone: leaving it, one has to give a purpose again.
  const look = useMutation({
    mutationFn: (purpose: string) => call(routes.revealField, { params: { no }, body: { intake, field, purpose } }),
  });
  const label = t(`field.${field}`);
  if (look.data)
    return (
      <p>
        {label}: <b>{look.data.erased ? t('erased') : (look.data.value ?? t('notGiven'))}</b>
      </p>
    );
  if (!open)
    return (
      <Button size="small" onClick={() => setOpen(true)}>
        {t('reveal', { field: label })}
      </Button>
    );
  return (
    <Form<{ purpose: string }> layout="vertical" onFinish={({ purpose }) => look.mutate(purpose)}>
      <Form.Item
        name="purpose"
        label={`${t('reveal', { field: label })} · ${t('purpose')}`}
        extra={t('revealHint')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('purpose') }]}
      >
        <Input maxLength={500} autoFocus />
      </Form.Item>
      {look.error && <ProblemNote error={look.error} />}
      <div className="lx-commands">
        <Button type="primary" htmlType="submit" loading={look.isPending}>
          {t('show')}
        </Button>
        <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>
      </div>
    </Form>
  );
}
