import { Button, Segmented, Tooltip } from 'antd';
import { Link } from 'react-router';
import { useText, useWords } from '../i18n';
import type { Standing } from './saving';
import type { Editor } from './use-editor';
import { words } from './words';

export type View = 'canvas' | 'outline';

type Props = {
  editor: Editor;
  standing: Standing;
  view: View;
  onView: (view: View) => void;
  onTidy: () => void;
  onFind: () => void;
  onNote: () => void;
  onKeys: () => void;
  onSave: () => void;
};

/** What is always at hand: which flow, whether it is saved, undo and redo, tidy, find, and the two ways of looking at it. */
export function Toolbar({ editor, standing, view, onView, onTidy, onFind, onNote, onKeys, onSave }: Props) {
  const t = useWords(words);
  const text = useText();
  const { mayWrite } = editor;
  return (
    <header className="lx-drawing-bar">
      <Link to="/studio" aria-label={t('back')}>
        ←
      </Link>
      <h1>{text(editor.flow.name)}</h1>
      <span className={`lx-standing ${standing.is}`} role="status" aria-live="polite">
        {mayWrite ? t(`standing.${standing.is}`) : t('readOnly')}
      </span>
      {standing.is === 'away' && (
        <Button size="small" onClick={onSave}>
          {t('tryNow')}
        </Button>
      )}
      <span className="lx-grow" />
      <Segmented<View>
        value={view}
        onChange={onView}
        options={[
          { value: 'canvas', label: t('canvas') },
          { value: 'outline', label: t('outline') },
        ]}
      />
      <Tip label={t('undo')} keys="Ctrl+Z">
        <Button disabled={!editor.canUndo || !mayWrite} onClick={editor.undo} aria-label={t('undo')}>
          ↶
        </Button>
      </Tip>
      <Tip label={t('redo')} keys="Ctrl+Y">
        <Button disabled={!editor.canRedo || !mayWrite} onClick={editor.redo} aria-label={t('redo')}>
          ↷
        </Button>
      </Tip>
      <Tip label={editor.selection.size > 1 ? t('tidyChosen') : t('tidyAll')} keys="T">
        <Button disabled={!mayWrite} onClick={onTidy}>
          {t('tidy')}
        </Button>
      </Tip>
      <Tip label={t('find')} keys="Ctrl+F">
        <Button onClick={onFind}>{t('find')}</Button>
      </Tip>
      <Button disabled={!mayWrite} onClick={onNote}>
        {t('note')}
      </Button>
      <Button onClick={onKeys}>{t('keys')}</Button>
      <Link className="ant-btn ant-btn-primary ant-btn-color-primary ant-btn-variant-solid" to="/studio#publish">
        {t('toPublish')}
      </Link>
    </header>
  );
}

function Tip({ label, keys, children }: { label: string; keys: string; children: React.ReactNode }) {
  return (
    <Tooltip title={`${label} (${keys})`}>
      <span>{children}</span>
    </Tooltip>
  );
}
