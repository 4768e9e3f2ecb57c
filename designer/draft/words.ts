import { defineWords } from '../i18n';

export const words = defineWords({
  'standing.saved': { zh: '已保存', en: 'Saved' },
  'standing.unsaved': { zh: '有修改…', en: 'Changed…' },
  'standing.saving': { zh: '保存中…', en: 'Saving…' },
  'standing.away': {
    zh: '连不上服务，修改留在本机，恢复后自动保存',
    en: 'No connection: edits are kept here and saved on return',
  },
  'standing.refused': { zh: '没有保存', en: 'Not saved' },
  'standing.conflict': { zh: '等您选择', en: 'Your choice is needed' },
  readOnly: { zh: '只读', en: 'Read only' },
  tryNow: { zh: '现在试试', en: 'Try now' },
  restored: { zh: '找回了上次没来得及保存的修改。', en: 'Edits that an earlier visit could not save are back.' },
  joined: { zh: '同事刚保存了修改，已与您的合在一起。', en: "A colleague's changes have been joined with yours." },
  conflict: { zh: '{by} 同时改了相同的地方（{n} 处）', en: '{by} changed the same things: {n}' },
  mine: { zh: '我的', en: 'Mine' },
  theirs: { zh: '对方的', en: 'Theirs' },
  taken: { zh: '已删除', en: 'taken away' },
  settle: { zh: '就这样', en: 'Go on like this' },
  undo: { zh: '撤销', en: 'Undo' },
  redo: { zh: '重做', en: 'Redo' },
  conflictLead: {
    zh: '其余修改已经合在一起。下面几处请选用哪一边：',
    en: 'Everything else has been joined. Choose a side for each of these:',
  },
  fromTo: { zh: '{from} → {to}', en: '{from} → {to}' },
  back: { zh: '返回流程与版本', en: 'Back to flows and releases' },
  toPublish: { zh: '检查与发布', en: 'Check and publish' },
  readAs: { zh: '意思是：{words}', en: 'That is: {words}' },
  usedBy: { zh: '用在：', en: 'Used by:' },
  required: { zh: '请填写', en: 'Please fill this in' },
});
