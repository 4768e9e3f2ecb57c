import { App, Button, Dropdown } from 'antd';
import { routes } from '#contract';
import { ProblemError, call } from '../client';
import { useText, useWords } from '../i18n';
import { words } from './words';

type Kind = 'bundle' | 'bpmn' | 'dmn';

/** A text as a file that the browser keeps. */
function keep(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it in its own time.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

async function save(flow: string, number: number, kind: Kind): Promise<void> {
  const params = { id: String(number) };
  const stem = `${flow}-${number}`;
  if (kind === 'bundle')
    keep(`${stem}.liangxin.json`, 'application/json', JSON.stringify(await call(routes.exportBundle, { params }), null, 1));
  else if (kind === 'bpmn') keep(`${stem}.bpmn`, 'application/xml', (await call(routes.exportBpmn, { params })).bpmn);
  else keep(`${stem}.dmn`, 'application/xml', (await call(routes.exportReleaseDmn, { params })).dmn);
}

/** A release to take away: the bundle for another installation, BPMN and DMN for other tools. */
export function Exports({ flow, number }: { flow: string; number: number }) {
  const t = useWords(words);
  const text = useText();
  const { message } = App.useApp();
  const kinds: Kind[] = ['bundle', 'bpmn', 'dmn'];
  const take = async (kind: Kind) => {
    try {
      await save(flow, number, kind);
    } catch (refused) {
      if (!(refused instanceof ProblemError)) throw refused;
      void message.error(text(refused.problem.text));
    }
  };
  const items = kinds.map((kind) => ({ key: kind, label: t(kind), onClick: () => void take(kind) }));
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button size="small">{t('exports')}</Button>
    </Dropdown>
  );
}
