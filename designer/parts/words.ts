import { defineWords } from '../i18n';

export const words = defineWords({
  loading: { zh: '正在读取……', en: 'Loading…' },
  empty: { zh: '没有内容', en: 'Nothing here' },
  retry: { zh: '再试一次', en: 'Try again' },
  more: { zh: '再显示一些', en: 'Show more' },
  errorId: { zh: '请把这个编号告诉运维：{id}', en: 'Quote this to the operator: {id}' },
  crashed: { zh: '这个页面出错了', en: 'This page has failed' },
  crashedMore: {
    zh: '其他页面仍可使用。可以再试一次，或返回首页。',
    en: 'The other pages still work. Try again, or go to the start.',
  },
  home: { zh: '返回首页', en: 'To the start' },
  allowedNow: { zh: '您现在可以：', en: 'What you may do now:' },
  nothingAllowed: { zh: '您现在没有可做的操作。', en: 'There is nothing you may do now.' },
  noDue: { zh: '无时限', en: 'no limit' },
  promiseNotYet: { zh: '受理后起算', en: 'counts from acceptance' },
  promiseAnswered: { zh: '已答复', en: 'answered' },
  paused: { zh: '已暂停', en: 'on hold' },
  provisional: { zh: '暂定', en: 'provisional' },
  masked: { zh: '已遮蔽', en: 'hidden' },
  overdue: { zh: '已超期', en: 'Overdue' },
  today: { zh: '今日到期', en: 'Due within hours' },
  soon: { zh: '临近', en: 'Due soon' },
  calm: { zh: '正常', en: 'In time' },
});
