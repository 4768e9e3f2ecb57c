import { Alert } from 'antd';
import type { Finding } from '#contract';
import { useText, useWords } from '../i18n';
import { words } from './words';

/** What a check says: all findings at once, errors first, each with its place. */
export function Findings({ items }: { items: readonly Finding[] }) {
  const t = useWords(words);
  const text = useText();
  const errors = items.filter((item) => item.severity === 'error');
  const title =
    errors.length > 0
      ? t('blocked', { n: errors.length })
      : items.length > 0
        ? t('cleanWarnings', { n: items.length })
        : t('clean');
  return (
    <Alert
      role="status"
      showIcon
      style={{ marginBottom: 12 }}
      type={errors.length > 0 ? 'error' : items.length > 0 ? 'warning' : 'success'}
      title={title}
      description={
        items.length > 0 && (
          <ul className="lx-sentences">
            {[...errors, ...items.filter((item) => item.severity === 'warning')].map((item, i) => (
              <li key={i}>
                <b>{t(item.severity)}</b> {item.node === undefined && <code>{item.edge ?? item.at}</code>} {text(item.message)}{' '}
                <span className="lx-quiet">{text(item.mend)}</span>
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}
