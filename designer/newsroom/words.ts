import { defineWords } from '../i18n';

export const words = defineWords({
  title: { zh: '编辑部', en: 'Newsroom' },
  lead: { zh: '稿件从起草到三审三校、签发、发布。', en: 'Stories from draft through three reviews and proofs to publication.' },
  none: { zh: '没有稿件。', en: 'No story.' },
  stage: { zh: '环节', en: 'Stage' },
  all: { zh: '全部', en: 'All' },
  untitled: { zh: '（未定标题）', en: '(no title yet)' },
  issue: { zh: '诉求件 {no}', en: 'Issue {no}' },
  published: { zh: '{at} 发布', en: 'published {at}' },
  updated: { zh: '{at} 更新', en: 'updated {at}' },
  state: { zh: '稿件内容', en: 'The story' },
  DRAFT: { zh: '起草', en: 'Draft' },
  R1: { zh: '初审', en: 'First review' },
  R2: { zh: '二审', en: 'Second review' },
  R3: { zh: '三审', en: 'Third review' },
  SIGNED: { zh: '已签发', en: 'Signed' },
  SCHEDULED: { zh: '待发布', en: 'Scheduled' },
  PUBLISHED: { zh: '已发布', en: 'Published' },
  CORRECTED: { zh: '已更正', en: 'Corrected' },
  WITHDRAWN: { zh: '已撤稿', en: 'Withdrawn' },
});
