import { Button } from 'antd';
import { type Flow, type FlowEdge, freeWays, type Way } from '#domain';
import { useText, useWords } from '../../i18n';
import type { Known } from '../known';
import { outcomeLabel } from '../to-canvas';
import { words } from '../words';
import { ChoiceField, FeelField, Toggle } from '../../draft';
import { useFactNames } from './choices';

type Props = {
  edge: FlowEdge;
  flow: Flow;
  known: Known;
  disabled: boolean;
  onPatch: (patch: Record<string, unknown>) => void;
  onWay: (way: Way) => void;
  onReorder: (by: -1 | 1) => void;
  onRest: () => void;
  onRemove: () => void;
};

const keyOf = (way: Way): string => (way.by === 'outcome' ? `outcome ${way.outcome}` : way.by);

const wayOf = (edge: FlowEdge): Way => {
  if (edge.outcome !== undefined) return { by: 'outcome', outcome: edge.outcome };
  return edge.when === undefined ? { by: 'default' } : { by: 'condition' };
};

/** One line: by which way it leaves its step. */
export function EdgeForm({ edge, flow, known, disabled, onPatch, onWay, onReorder, onRest, onRemove }: Props) {
  const t = useWords(words);
  const text = useText();
  const names = useFactNames(known, flow);
  const from = flow.nodes.find(({ id }) => id === edge.from);
  const to = flow.nodes.find(({ id }) => id === edge.to);
  if (!from || !to) return null;
  const isBranch = from.kind === 'fork';
  const mine = wayOf(edge);
  const ways = [mine, ...freeWays(flow, from)];
  if (!ways.some(({ by }) => by === 'condition')) ways.push({ by: 'condition' });
  const wordsOf = (way: Way): string => (way.by === 'outcome' ? text(outcomeLabel(from, way.outcome)) : t(`way.${way.by}`));
  const choices = [...new Map(ways.map((way) => [keyOf(way), { value: keyOf(way), label: wordsOf(way) }])).values()];
  return (
    <>
      <h2>{t('line')}</h2>
      <p>{t('fromTo', { from: text(from.name), to: text(to.name) })}</p>
      {isBranch ? (
        <Toggle
          label={t('optionalBranch')}
          help={t('optionalBranchHelp')}
          value={edge.optional === true}
          disabled={disabled}
          onChange={(optional) => onPatch({ optional: optional ? true : undefined })}
        />
      ) : (
        <ChoiceField
          label={t('leavesBy')}
          value={keyOf(mine)}
          choices={choices}
          disabled={disabled}
          onChange={(value) => {
            const way = ways.find((one) => keyOf(one) === value);
            if (way) onWay(way);
          }}
        />
      )}
      {edge.when !== undefined && (
        <>
          <FeelField
            label={t('condition')}
            names={names}
            value={edge.when}
            disabled={disabled}
            onChange={(when) => onPatch({ when })}
            onRest={onRest}
          />
          <div className="lx-commands">
            <Button size="small" disabled={disabled} onClick={() => onReorder(-1)}>
              {t('askEarlier')}
            </Button>
            <Button size="small" disabled={disabled} onClick={() => onReorder(1)}>
              {t('askLater')}
            </Button>
          </div>
        </>
      )}
      <Button danger disabled={disabled} onClick={onRemove} style={{ marginTop: 12 }}>
        {t('removeLine')}
      </Button>
    </>
  );
}
