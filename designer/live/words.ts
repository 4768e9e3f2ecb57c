import { defineWords } from '../i18n';

export const words = defineWords({
  canvas: { zh: '在办件分布：每一步上的件数', en: 'Running issues on the drawing: how many stand at each step' },
  sentence: {
    zh: '{at}：按此版本在办 {n} 件，其中 {late} 件在所处步骤已逾期。',
    en: '{at}: {n} running by this release, {late} of them past a due where they stand.',
  },
  noneRunning: { zh: '没有按此版本在办的件。', en: 'Nothing runs by this release.' },
  hereMany: { zh: '在办 {n} 件，逾期 {late} 件', en: '{n} running, {late} overdue' },
  table: { zh: '各步骤在办件', en: 'Running issues by step' },
  step: { zh: '步骤', en: 'Step' },
  running: { zh: '在办', en: 'Running' },
  overdue: { zh: '逾期', en: 'Overdue' },
  median: { zh: '停留中位数', en: 'Median time there' },
  longest: { zh: '最久', en: 'Longest' },
  open: { zh: '查看这些件', en: 'See them' },
  way: { zh: '{no} 走过的路', en: 'The way of {no}' },
  wayLead: {
    zh: '第 {n} 版流程图；数字是到过几次，橙色是现在所在。',
    en: 'Release {n}; numbers say how often it came; amber is where it stands now.',
  },
  wayCanvas: { zh: '走过的步骤与连线为绿色', en: 'Steps and lines it went are green' },
  visits: { zh: '到过 {n} 次', en: 'Came here {n} times' },
  wayList: { zh: '到过的步骤', en: 'Steps it came to' },
  times: { zh: '次数', en: 'Times' },
  now: { zh: '现在', en: 'Now' },
  here: { zh: '在此', en: 'here' },
  sentBack: { zh: '退回', en: 'Sent back' },
  sentBackLine: { zh: '{at} 从「{from}」退回「{to}」', en: '{at} from “{from}” back to “{to}”' },
  noneSentBack: { zh: '没有退回。', en: 'Never sent back.' },
  toIssue: { zh: '回到诉求件', en: 'Back to the issue' },
});
