import { Link } from 'react-router';
import type { Flow, FlowNode } from '#domain';
import { clockKindWords, useText, useWords } from '../../i18n';
import { words } from '../words';

/** The entries of the policy by which a step's clocks run, as the deadline editor's address names them. */
function entriesOf(node: FlowNode): string[] {
  const own = node.limit === undefined ? [] : [`stage.${node.limit}`];
  switch (node.kind) {
    case 'ask':
      return [...own, `window.${node.window}`];
    case 'call':
      return node.window === undefined ? own : [...own, `window.${node.window}`];
    case 'wait':
      return 'window' in node.until ? [...own, `window.${node.until.window}`] : own;
    case 'whistle':
      return [...own, `reportIn.${node.whistle}`];
    case 'assign':
    case 'offer':
      return [...own, 'grade'];
    default:
      return own;
  }
}

/** The way from a step to the deadlines that it lives by. */
export function PolicyLinks({ node, flow }: { node: FlowNode; flow: Flow }) {
  const t = useWords(words);
  const text = useText();
  const entries = entriesOf(node);
  const nameOf = (entry: string): string => {
    const [is, key = ''] = entry.split('.');
    if (is === 'grade') return t('gradeClocks');
    if (is === 'reportIn') return text(clockKindWords['reportIn'] ?? { zh: key, en: key });
    return text(clockKindWords[key] ?? { zh: key, en: key });
  };
  if (entries.length === 0) return null;
  return (
    <p className="lx-used-by">
      {t('inPolicy')}{' '}
      {entries.map((entry) => (
        <Link key={entry} to={`/studio/deadlines/${flow.policy}?entry=${entry}`}>
          {nameOf(entry)}
        </Link>
      ))}
    </p>
  );
}
