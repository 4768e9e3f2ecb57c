import { formatDue } from '../deadline';
import type { Bilingual } from '../text';
import { clockName, stageNames } from './clock-names';
import type { Card } from './state';
import type { ClockChange, Foresight, SparedRung } from './foresee';

/** The city's zone and the names of its units. */
export type Names = { zone: string; unit: (code: string) => Bilingual };

const say = (zh: string, en: string): Bilingual => ({ zh, en });

/** What an act would do, a sentence each: state, clocks, cards, notices. An act that changes none of these says so. */
export function foresightText(
  seen: Extract<Foresight, { ok: true }>,
  rungName: (spared: SparedRung) => Bilingual,
  names: Names,
): Bilingual[] {
  const { stage, clocks, spared, cards, toReview, notices } = seen;
  const touched = clocks.length + cards.length + spared.length > 0;
  const [n, go] = [notices.length, notices.length === 1 ? 'notice goes' : 'notices go'];
  return [
    ...(stage.from === stage.to
      ? []
      : [say(`进入“${stageNames[stage.to].zh}”`, `the issue goes on to ${stageNames[stage.to].en}`)]),
    ...clocks.flatMap((change) => changeText(change, names)),
    ...sparedText(spared, rungName, names),
    ...cards.map((card) => cardText(card, names)),
    ...(toReview.length > 0 ? [say(`${toReview.length} 张牌转复核`, `cards that go to review: ${toReview.length}`)] : []),
    ...(touched ? [] : [say('时限和卡牌都不变', 'no clock and no card changes')]),
    ...(n > 0 ? [say(`发出 ${n} 条通知`, `${n} ${go} out`)] : []),
  ];
}

function cardText({ colour, unit }: Card, names: Names): Bilingual {
  const { zh, en } = names.unit(unit);
  return say(`给${zh}${colour === 'red' ? '红牌' : '黄牌'}`, `a ${colour} card to ${en}`);
}

/** Whose clock it is and which, e.g. 普陀路街道办的“答复”. */
function clockText({ kind, unit }: Pick<ClockChange, 'kind' | 'unit'>, names: Names): Bilingual {
  const name = clockName(kind);
  if (unit === null) return say(`“${name.zh}”`, name.en);
  const of = names.unit(unit);
  return say(`${of.zh}的“${name.zh}”`, `${name.en} by ${of.en}`);
}

/** One clock's change, with its old and its new due. */
export function changeText(change: ClockChange, names: Names): Bilingual[] {
  const { zh, en } = clockText(change, names);
  const from = change.from === null ? '' : formatDue(names.zone, change.from);
  const to = change.to === null ? '' : formatDue(names.zone, change.to);
  const moved = from !== to;
  switch (change.how) {
    case 'started':
      return [say(`${zh}开始计时，${to} 到期`, `the clock for ${en} starts, due ${to}`)];
    case 'stopped':
      return [say(`${zh}停止计时（原 ${from} 到期）`, `the clock for ${en} stops (it was due ${from})`)];
    case 'paused':
      return [say(`${zh}中止计时（原 ${from} 到期）`, `the clock for ${en} pauses (it was due ${from})`)];
    case 'resumed':
      return [
        say(
          `${zh}恢复计时，${moved ? `到期由 ${from} 改为 ${to}` : `仍于 ${to} 到期`}`,
          `the clock for ${en} goes on, due ${moved ? `${to} instead of ${from}` : `${to} as before`}`,
        ),
      ];
    case 'moved':
      return [say(`${zh}到期由 ${from} 改为 ${to}`, `the clock for ${en} is due ${to} instead of ${from}`)];
    case 'again':
      return [say(`${zh}重新计时，${to} 到期`, `the clock for ${en} runs again, due ${to}`)];
    case 'missed':
      return [say(`${zh}记为逾期（${from}）`, `the clock for ${en} is missed (${from})`)];
    case 'provisional':
      return [
        change.provisional === null
          ? say(`${zh}的到期不再是暂定`, `the due of ${en} is no longer provisional`)
          : say(`${zh}的到期改为暂定`, `the due of ${en} becomes provisional`),
      ];
    case 'rungs':
      return [say(`${zh}的升级安排改期`, `the ladder of ${en} is planned anew`)];
  }
}

/** Rungs that will not come, by clock. */
function sparedText(spared: readonly SparedRung[], rungName: (one: SparedRung) => Bilingual, names: Names): Bilingual[] {
  const byClock = new Map<string, SparedRung[]>();
  for (const one of spared) byClock.set(one.clock, [...(byClock.get(one.clock) ?? []), one]);
  return [...byClock.values()].map((rungs) => {
    const { zh, en } = clockText(rungs[0] as SparedRung, names);
    const each = rungs.map(rungName);
    return say(
      `${zh}不再触发：${each.map((one) => one.zh).join('、')}`,
      `no longer to come for ${en}: ${each.map((one) => one.en).join(', ')}`,
    );
  });
}
