import { Alert, App, Button } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AllowedCommand } from '#contract';
import type { CommandName } from '#domain';
import { type IssueDetail, LIVE, useNames } from '../client';
import { commandWords, useText, useWords } from '../i18n';
import { CommandForm } from './command-form';
import { words } from './words';

const keyOf = (allowed: AllowedCommand) => [allowed.name, allowed.node, allowed.assignment].join('|');

/** Commands that are the step's normal way forward stand out; the rest are quieter. */
const forward = new Set<CommandName>([
  'verify',
  'review',
  'dispatch',
  'sign',
  'contact',
  'reply',
  'reviewReply',
  'callBack',
  'startRework',
  'choose',
  'retryIncident',
  'reportIn',
  'decideReturn',
  'decideExtension',
  'claim',
  'start',
  'complete',
  'quote',
]);

/**
 * Every command the reader may give now, each opening its form. A form that is open stays when somebody else acts first: what was
 * typed is not lost, and the page says why it will be refused.
 */
export function CommandPanel({ issue, only }: { issue: IssueDetail; only?: (allowed: AllowedCommand) => boolean }) {
  const t = useWords(words);
  const text = useText();
  const names = useNames();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [open, setOpen] = useState<AllowedCommand | null>(null);
  const allowed = only ? issue.allowed.filter(only) : issue.allowed;
  const openKey = open && keyOf(open);
  const isGone = open !== null && !allowed.some((one) => keyOf(one) === openKey);
  if (allowed.length === 0 && open === null) return <p className="lx-quiet">{t('none')}</p>;
  const unitOf = (one: AllowedCommand) => names.unit(issue.view.assignments.find((share) => share.id === one.assignment)?.unit);
  const ambiguous = (one: AllowedCommand) => allowed.filter((other) => other.name === one.name).length > 1;
  const done = (name: CommandName, code: string) => {
    setOpen(null);
    void message.success(code === 'JOINT_OUTSTANDING' ? t('jointOutstanding') : t('done', { name: text(commandWords[name]) }));
    void client.invalidateQueries({ queryKey: [LIVE] });
  };
  return (
    <>
      <div className="lx-commands">
        {allowed.map((one) => (
          <Button
            key={keyOf(one)}
            type={forward.has(one.name) ? 'primary' : 'default'}
            ghost={forward.has(one.name) && open !== null && keyOf(one) !== openKey}
            aria-expanded={keyOf(one) === openKey}
            onClick={() => setOpen(keyOf(one) === openKey ? null : one)}
          >
            {text(commandWords[one.name])}
            {ambiguous(one) && one.assignment !== null ? ` · ${unitOf(one)}` : ''}
          </Button>
        ))}
      </div>
      {isGone && <Alert className="lx-under" type="warning" showIcon role="alert" title={t('gone')} />}
      {open && (
        <CommandForm
          key={openKey}
          issue={issue}
          allowed={open}
          onCancel={() => setOpen(null)}
          onDone={({ code }) => done(open.name, code)}
        />
      )}
    </>
  );
}
