import { defineWords } from '../i18n';

export const words = defineWords({
  title: { zh: '承办单位', en: 'Unit portal' },
  lead: { zh: '{unit}要办的件：何时到期，先办哪件。', en: 'What {unit} owes, and by when.' },
  overdue: { zh: '已超期', en: 'Overdue' },
  today: { zh: '8 小时内', en: 'Within 8 hours' },
  soon: { zh: '两天内', en: 'Within two days' },
  calm: { zh: '两天以上', en: 'Later' },
  none: { zh: '没有要办的件。', en: 'Nothing is owed.' },
  noneHere: { zh: '这一类没有。', en: 'None of this kind.' },
  noUnit: { zh: '您的账号没有对应单位，请到“待办”查看。', en: 'Your account has no unit; see the inbox instead.' },
  replied: { zh: '已答复，待审核（{n}）', en: 'Replied, in review ({n})' },
  next: { zh: '下一步', en: 'Next' },
  'next.sign': { zh: '签收', en: 'sign' },
  'next.contact': { zh: '联系居民', en: 'contact the resident' },
  'next.reply': { zh: '答复', en: 'reply' },
  'next.return': { zh: '等退回裁定', en: 'return is being decided' },
  act: { zh: '办理', en: 'Act' },
  close: { zh: '收起', en: 'Close' },
  details: { zh: '查看全部', en: 'See everything' },
});
