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
  talks: { zh: '谈话事项', en: 'Talks due' },
  talksLead: {
    zh: '九十日内连续三张红牌的单位，应约谈负责人；下级单位的牌计入上级。',
    en: 'Three red cards running within ninety days: talk with the head. Cards of units below count above.',
  },
  since: { zh: '{at} 起', en: 'since {at}' },
  act: { zh: '处置', en: 'Act' },
  close: { zh: '收起', en: 'Close' },
  details: { zh: '查看全部', en: 'See everything' },
});
