import type { Bilingual } from '#domain';
import type { StuckCode } from '#store';

/** What supervision reads of a stuck issue. `at` is an instant written out in the city's zone. */
type Said = { at: string; attempts: number; cause: string; what: string; how: string; seq: number; ahead: number };

const say = (zh: string, en: string): Bilingual => ({ zh, en });

const whats: Readonly<Record<string, Bilingual>> = {
  answer: say('查询规则或名录', 'an answer from tables or the directory'),
  examine: say('检查稿件文字', 'a look at its text'),
};

export function whyStuck(code: StuckCode, said: Said): Bilingual {
  const { at, attempts, cause, how, seq, ahead } = said;
  const what = whats[said.what] ?? say(said.what, said.what);
  switch (code) {
    case 'taskFailing':
      return say(
        `流程自 ${at} 起执行失败，已试 ${attempts} 次（${cause}）`,
        `its workflow has failed since ${at}, ${attempts} tries (${cause})`,
      );
    case 'noWorker':
      return say(`流程任务自 ${at} 起无工作进程领取`, `a task of its workflow has waited for a worker since ${at}`);
    case 'stalled':
      return say(`自 ${at} 起等待外部：${what.zh}`, `waiting since ${at} for the world: ${what.en}`);
    case 'notFound':
      return say('Temporal 服务器上没有它的流程', 'the Temporal server has no workflow of it');
    case 'ended':
      return say(`流程已结束（${how}），而事项尚未办结`, `its workflow has ended (${how}) though it is not final`);
    case 'behind':
      return say(`流程已到第 ${ahead} 步，清单只到第 ${seq} 步`, `its workflow is at step ${ahead}, the lists know step ${seq}`);
    case 'timerLate':
      return say(
        `${at} 应触发的计时尚未触发，流程本身正常`,
        `what was planned for ${at} has not happened; its workflow is sound`,
      );
    case 'noAnswer':
      return say('流程没有应答', 'its workflow did not answer');
    case 'unstarted':
      return say(`${at} 收到，流程尚未启动`, `received at ${at}, its workflow was not started yet`);
  }
}

export const nextByItself: Readonly<Record<StuckCode, Bilingual>> = {
  taskFailing: say(
    '系统自行重试，间隔渐长，最多约十分钟一次；程序或缺少的文档修好后即继续。',
    'It is tried again by itself, at last every ten minutes; once the code or the missing document is mended it goes on.',
  ),
  noWorker: say('有工作进程运行后自行继续。', 'It goes on by itself as soon as a worker runs.'),
  stalled: say(
    '每二十秒内自行再试；数据库恢复后继续。',
    'It is tried again within 20 seconds each time and goes on when the database is back.',
  ),
  notFound: say(
    '不会自行继续：请运维恢复 Temporal 的备份。',
    'Nothing by itself: operators must restore the backup of Temporal.',
  ),
  ended: say('不会自行继续：请运维从 Temporal 重置该流程。', 'Nothing by itself: operators must reset the workflow in Temporal.'),
  behind: say(
    '缺少的步骤会自行确认或从历史重写；若久不消失，请运行 npm run reproject。',
    'Missing steps are confirmed or written again from the history by themselves; if this stays, run npm run reproject.',
  ),
  timerLate: say('Temporal 服务器赶上进度后自行触发。', 'The Temporal server fires it by itself when it has caught up.'),
  noAnswer: say('下次巡查时再问。', 'It is asked again by the next sweep.'),
  unstarted: say('每十秒自行再启动一次。', 'Its start is tried again by itself every ten seconds.'),
};
