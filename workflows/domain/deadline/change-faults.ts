import type { Bilingual } from '../text';
import type { ChangeFault, ChangeFaultCode } from './change';

type Said = { what: Bilingual; mend: Bilingual };
const said = (zh: string, en: string, mendZh: string, mendEn: string): Said => ({
  what: { zh, en },
  mend: { zh: mendZh, en: mendEn },
});

const texts: Readonly<Record<ChangeFaultCode, Said>> = {
  REVERSED: said('结束日期早于开始日期', 'the range ends before it begins', '请核对起止日期。', 'Check both dates.'),
  TOO_LONG: said('放假超过一个月', 'the range is longer than a month', '请核对起止日期。', 'Check both dates.'),
  OUTSIDE_YEAR: said('日期不在通知的年份内', "the dates lie outside the notice's year", '请核对年份。', 'Check the year.'),
  DATE_TWICE: said('同一日期出现两次', 'the date is given twice', '请删去一处。', 'Take one of them out.'),
  MAKE_UP_NOT_NEEDED: said(
    '这一天本来就上班，不能是调休上班日',
    'the day works anyway, so it cannot be a make-up day',
    '调休上班日应在周末，请核对日期。',
    'Make-up days fall on days off: check the date.',
  ),
  NO_DAY_OFF: said('没有任何放假日期', 'no day off is given', '请至少填写一段放假日期。', 'Give at least one range of days off.'),
  ALREADY_ANNOUNCED: said(
    '这一年的安排已全部公布，不能改为部分公布',
    'the year is announced already and cannot become partly announced',
    '请导入全年通知；临时停业请用“本地调整”。',
    'Import the whole notice; for a sudden closure change the city’s own days.',
  ),
  NEIGHBOUR_UNKNOWN: said(
    '跨年日期所在的年份尚无安排',
    'the range reaches into a year without a notice',
    '请把这几天放到那一年的通知里。',
    "Leave these days to that year's notice.",
  ),
  NOT_COVERED: said(
    '日期不在本次公布的范围内',
    'the date lies outside the ranges that this notice settles',
    '请扩大公布范围，或删去该日期。',
    'Widen the ranges, or take the date out.',
  ),
  NOTHING_CHANGES: said('与现行日历完全相同', 'nothing would change', '无需导入。', 'There is nothing to import.'),
};

/** What is wrong with a change of the calendar, and what would put it right; the dates are in the sentence. */
export function changeFaultText({ code, dates }: ChangeFault): Said {
  const { what, mend } = texts[code];
  const about = [...new Set(dates)].join('–');
  if (about === '') return texts[code];
  return { what: { zh: `${about}：${what.zh}`, en: `${about}: ${what.en}` }, mend };
}
