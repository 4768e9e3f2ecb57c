import { type FlowNode, patchNodes, type Role } from '#domain';
import { useWords } from '../../i18n';
import type { Known } from '../known';
import type { Editor } from '../use-editor';
import { words } from '../words';
import { ChoiceField, ManyField, useRoleChoices } from '../../draft';
import { useLimitChoices, useStageChoices } from './choices';

type Props = { steps: readonly FlowNode[]; editor: Editor; known: Known };

/** The value all share, or nothing. */
const shared = <T,>(values: readonly T[]): T | undefined => (values.every((one) => one === values[0]) ? values[0] : undefined);

/** Fields that the chosen steps have in common, changed on all of them at once. */
export function BulkForm({ steps, editor, known }: Props) {
  const t = useWords(words);
  const roles = useRoleChoices();
  const stages = useStageChoices();
  const limits = useLimitChoices(known);
  const people = steps.filter((node) => node.kind === 'task' || node.kind === 'ask');
  const patch = (of: readonly FlowNode[], change: Record<string, unknown>): void =>
    editor.change((flow) => patchNodes(flow, new Set(of.map(({ id }) => id)), change));
  const same = shared(people.map((node) => JSON.stringify(node.roles)));
  return (
    <>
      <p className="lx-quiet">{t('bulkHelp')}</p>
      <ChoiceField
        label={t('stage')}
        value={shared(steps.map(({ stage }) => stage))}
        choices={stages}
        mayBeEmpty
        disabled={!editor.mayWrite}
        onChange={(stage) =>
          patch(
            steps.filter(({ kind }) => kind !== 'end' || stage !== undefined),
            { stage },
          )
        }
      />
      <ChoiceField
        label={t('limitOf')}
        value={shared(steps.map(({ limit }) => limit))}
        choices={limits}
        mayBeEmpty
        disabled={!editor.mayWrite}
        onChange={(limit) => patch(steps, { limit })}
      />
      {people.length > 0 && (
        <ManyField
          label={t('rolesOf', { n: people.length })}
          values={same ? (JSON.parse(same) as Role[]) : []}
          choices={roles}
          disabled={!editor.mayWrite}
          onChange={(next) => next.length > 0 && patch(people, { roles: next })}
        />
      )}
    </>
  );
}
