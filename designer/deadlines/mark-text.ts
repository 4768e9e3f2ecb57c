import { type RungAddress, type RungSpec, formatDue } from '#domain';
import { roleWords, useList, useText, useWords } from '../i18n';
import { useClockName } from './entries';
import type { Mark } from './marks';
import { words } from './words';

/** What a mark is, without its instant: `答复到期`, `答复 · 黄牌`. */
export function useMarkText(): (mark: Mark) => string {
  const t = useWords(words);
  const text = useText();
  const clock = useClockName();
  return (mark) => {
    switch (mark.is) {
      case 'start':
      case 'pause':
      case 'resume':
        return t(`mark.${mark.is}`);
      case 'due':
        return t('mark.due', { clock: clock(mark.clock) });
      case 'rung':
        return `${clock(mark.clock)} · ${text(mark.rung.spec.name)}`;
    }
  };
}

/** A mark's instant as people write it: a due at midnight is the end of its day. */
export const instantOfMark = (zone: string, mark: Mark): string => formatDue(zone, mark.at);

/** What a rung does. */
export function useActText(): (act: RungSpec['act']) => string {
  const t = useWords(words);
  return (act) => {
    if (act.kind === 'card') return t(`card.${act.colour}`);
    return act.kind === 'whistle' ? t(`whistle.${act.whistle}`) : t(`act.${act.kind}`);
  };
}

/** Whom a rung reaches, as a list. */
export function useAddressText(): (to: readonly RungAddress[]) => string {
  const t = useWords(words);
  const text = useText();
  const list = useList();
  const say = (address: RungAddress): string => {
    switch (address.who) {
      case 'unit':
        return `${t(`of.${address.of}`)}${t(`as.${address.as}`)}`;
      case 'line':
        return t(`line.${address.from}`);
      case 'desk':
        return text(roleWords[address.role]);
      case 'person':
        return address.person;
      case 'resident':
        return t('who.resident');
    }
  };
  return (to) => list(to.map(say));
}
