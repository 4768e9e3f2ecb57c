import { App, Button } from 'antd';
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
]);

/** Every command the reader may give now, each opening its form. */
export function CommandPanel({ issue, only }: { issue: IssueDetail; only?: (allowed: AllowedCommand) => boolean }) {
  const t = useWords(words);
  const text = useText();
  const names = useNames();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [open, setOpen] = useState<string | null>(null);
  const allowed = only ? issue.allowed.filter(only) : issue.allowed;
  const chosen = allowed.find((one) => keyOf(one) === open);
  if (allowed.length === 0) return <p className="lx-quiet">{t('none')}</p>;
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
            ghost={forward.has(one.name) && open !== null && keyOf(one) !== open}
            aria-expanded={keyOf(one) === open}
            onClick={() => setOpen(keyOf(one) === open ? null : keyOf(one))}
          >
            {text(commandWords[one.name])}
            {ambiguous(one) && one.assignment !== null ? ` · ${unitOf(one)}` : ''}
          </Button>
        ))}
      </div>
      {chosen && (
        <CommandForm
          key={keyOf(chosen)}
          issue={issue}
          allowed={chosen}
          onCancel={() => setOpen(null)}
          onDone={({ code }) => done(chosen.name, code)}
        />
      )}
    </>
  );
}
