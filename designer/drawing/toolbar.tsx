import { Button, Segmented } from 'antd';
import type { Flow } from '#domain';
import { type Draft, DraftBar } from '../draft';
import { useText, useWords } from '../i18n';
import type { Editor } from './use-editor';
import { words } from './words';

export const views = ['canvas', 'outline', 'play', 'scenarios', 'backtest'] as const;
export type View = (typeof views)[number];

type Props = {
  editor: Editor;
  draft: Draft<Flow>;
  view: View;
  onView: (view: View) => void;
  onTidy: () => void;
  onFind: () => void;
  onNote: () => void;
  onKeys: () => void;
};

/** The ways of looking at a flow and of trying it, tidy, find, note and the list of keys. */
export function Toolbar({ editor, draft, view, onView, onTidy, onFind, onNote, onKeys }: Props) {
  const t = useWords(words);
  const text = useText();
  const { mayWrite } = editor;
  const isDrawn = view === 'canvas' || view === 'outline';
  const nameOf = (id: string): string => text(editor.flow.nodes.find((node) => node.id === id)?.name ?? { zh: id, en: id });
  const switcher = (
    <Segmented<View> value={view} onChange={onView} options={views.map((value) => ({ value, label: t(value) }))} />
  );
  return (
    <DraftBar
      title={text(editor.flow.name)}
      hands={editor}
      draft={draft}
      place={[...editor.selection][0] ?? null}
      nameOf={nameOf}
      before={switcher}
    >
      {isDrawn && (
        <>
          <Button
            disabled={!mayWrite}
            onClick={onTidy}
            title={`${editor.selection.size > 1 ? t('tidyChosen') : t('tidyAll')} (T)`}
          >
            {t('tidy')}
          </Button>
          <Button onClick={onFind} title={`${t('find')} (Ctrl+F)`}>
            {t('find')}
          </Button>
          <Button disabled={!mayWrite} onClick={onNote}>
            {t('note')}
          </Button>
          <Button onClick={onKeys}>{t('keys')}</Button>
        </>
      )}
    </DraftBar>
  );
}
