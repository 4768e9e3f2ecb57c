import { Link } from 'react-router';
import type { Flow, FlowNode } from '#domain';
import { useText, useWords } from '../i18n';
import { useUses } from './uses';
import { words } from './words';

/** The steps that use what is edited here, each with the way to it. */
export function UsedBy({ of }: { of: (flow: Flow) => readonly FlowNode[] }) {
  const t = useWords(words);
  const text = useText();
  const uses = useUses(of);
  if (uses.length === 0) return null;
  return (
    <p className="lx-used-by">
      {t('usedBy')}{' '}
      {uses.map(({ flow, flowName, node, nodeName }) => (
        <Link key={`${flow} ${node}`} to={`/studio/flows/${flow}?step=${node}`} title={text(flowName)}>
          {text(nodeName)}
        </Link>
      ))}
    </p>
  );
}
