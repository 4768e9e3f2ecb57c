import { defineWords } from '../i18n';

export const words = defineWords({
  proof: { zh: '证明', en: 'The proof' },
  why: {
    zh: '对每一种可能的诉求，连同决策表和在册单位、人员一起推演。',
    en: 'Every possible issue is followed, with the tables and the units and people as they are now.',
  },
  proven: { zh: '已证明', en: 'proven' },
  counterExample: { zh: '有反例', en: 'counter-example' },
  unknown: { zh: '未能证明', en: 'not proven' },
  running: { zh: '正在证明…', en: 'Proving…' },
  waits: { zh: '先改正上面的错误，再证明。', en: 'The errors above are mended first.' },
  noDrafts: { zh: '流程所用的草稿还不齐，暂不能证明。', en: 'Drafts that the flow uses are missing: nothing can be proven yet.' },
  failed: { zh: '证明没有跑完，改动后会再试。', en: 'The proof did not come to its end; it is tried again after a change.' },
  issue: { zh: '一件诉求：{facts}', en: 'An issue: {facts}' },
  way: { zh: '经过：{way}', en: 'By way of: {way}' },
  show: { zh: '去看', en: 'Show' },
  save: { zh: '存为情景', en: 'Save as scenario' },
  saved: { zh: '已存为情景，改正之前一直是红的。', en: 'Saved as a scenario; it is red until this is mended.' },
});
