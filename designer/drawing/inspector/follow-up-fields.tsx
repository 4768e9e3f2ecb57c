import type { NodeOf } from '#domain';
import { ChoiceField } from '../../draft';
import { useWords } from '../../i18n';
import type { Known } from '../known';
import type { Editor } from '../use-editor';
import { words } from '../words';
import { useWindowChoices } from './choices';
import type { Patch } from './kind-fields';

type Props = { node: NodeOf<'end'>; patch: Patch; editor: Editor; known: Known };

/** When long-term cases are looked at again after this end, and how long an answer is awaited. */
export function FollowUpFields({ node: { followUp }, patch, editor, known }: Props) {
  const t = useWords(words);
  const windows = useWindowChoices(known);
  const disabled = !editor.mayWrite;
  return (
    <>
      <ChoiceField
        label={t('followUp')}
        help={t('followUpAfter')}
        value={followUp?.window}
        mayBeEmpty
        choices={windows}
        disabled={disabled}
        onChange={(window) =>
          patch({ followUp: window === undefined ? undefined : { answerWindow: followUp?.answerWindow ?? window, window } })
        }
      />
      {followUp && (
        <ChoiceField
          label={t('followUpAnswer')}
          value={followUp.answerWindow}
          choices={windows}
          disabled={disabled}
          onChange={(answerWindow) => patch({ followUp: { ...followUp, answerWindow } })}
        />
      )}
    </>
  );
}
