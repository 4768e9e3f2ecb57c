import { defineWords } from '../i18n';

export const words = defineWords({
  title: { zh: '督办台', en: 'Supervision' },
  lead: { zh: '停在哪里、为什么、怎样推动。', en: 'What is stuck, why, and the act that moves it.' },
  incident: { zh: '异常', en: 'Incidents' },
  overdue: { zh: '超期', en: 'Overdue' },
  stuck: { zh: '停滞', en: 'Stuck' },
  'none.incident': { zh: '没有异常。', en: 'No incident.' },
  'none.overdue': { zh: '没有超期的诉求件。', en: 'Nothing is overdue.' },
  'none.stuck': { zh: '没有停滞的诉求件。', en: 'Nothing is stuck.' },
  pieces: { zh: '逾期或停滞的稿件', en: 'Stories that are late or stuck' },
  'none.pieces': { zh: '没有逾期或停滞的稿件。', en: 'No story is late or stuck.' },
  since: { zh: '{at} 起', en: 'since {at}' },
  act: { zh: '处置', en: 'Act' },
  close: { zh: '收起', en: 'Close' },
  details: { zh: '查看全部', en: 'See everything' },
});
