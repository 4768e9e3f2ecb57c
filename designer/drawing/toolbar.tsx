import { Button, Segmented } from 'antd';
import type { Flow } from '#domain';
import { type Draft, DraftBar } from '../draft';
import { useText, useWords } from '../i18n';
import type { Editor } from './use-editor';
import { words } from './words';

export type View = 'canvas' | 'outline';

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

/** The two ways of looking at a flow, tidy, find, note and the list of keys. */
export function Toolbar({ editor, draft, view, onView, onTidy, onFind, onNote, onKeys }: Props) {
  const t = useWords(words);
  const text = useText();
  const { mayWrite } = editor;
  const views = (
    <Segmented<View>
      value={view}
      onChange={onView}
      options={[
        { value: 'canvas', label: t('canvas') },
        { value: 'outline', label: t('outline') },
      ]}
    />
  );
  return (
    <DraftBar title={text(editor.flow.name)} hands={editor} draft={draft} before={views}>
      <Button disabled={!mayWrite} onClick={onTidy} title={`${editor.selection.size > 1 ? t('tidyChosen') : t('tidyAll')} (T)`}>
        {t('tidy')}
      </Button>
      <Button onClick={onFind} title={`${t('find')} (Ctrl+F)`}>
        {t('find')}
      </Button>
      <Button disabled={!mayWrite} onClick={onNote}>
        {t('note')}
      </Button>
      <Button onClick={onKeys}>{t('keys')}</Button>
    </DraftBar>
  );
}
