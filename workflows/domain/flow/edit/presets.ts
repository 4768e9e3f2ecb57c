import type { Bilingual } from '../../text';
import type { Outcome } from '../document';
import type { Role } from '../../issue/words';
import type { NodeSeed } from './edits';

/** A ready-made step of the palette: an engine kind with its fields filled in (DESIGN 5). */
export type Preset = {
  id: string;
  group: 'people' | 'decide' | 'handle' | 'branch' | 'resident' | 'time' | 'out' | 'end';
  seed: NodeSeed;
  /** What it is for, in a sentence. */
  hint: Bilingual;
  /** More to find it by: pinyin, other names. */
  words: string;
};

const both = (zh: string, en: string): Bilingual => ({ zh, en });

type OutcomeSeed = Pick<Outcome, 'id' | 'command' | 'event'> & Partial<Outcome>;
const outcome = (zh: string, en: string, seed: OutcomeSeed): Outcome => ({
  label: both(zh, en),
  marks: [],
  requires: [],
  ...seed,
});

type Person = { roles: Role[]; outcomes: Outcome[] };
const person = ({ roles, outcomes }: Person) => ({ roles, outcomes, notSameAs: [], notOfHandlingUnit: false });

/** A step of the administrator's own: whoever acts picks one of its outcomes. */
const chosen = (...outcomes: [id: string, zh: string, en: string][]): Outcome[] =>
  outcomes.map(([id, zh, en]) => outcome(zh, en, { id, command: 'choose', event: 'chosen' }));

const checked = chosen(['pass', '通过', 'Pass'], ['return', '退回', 'Send back']);

const review = (roles: Role[]) => person({ roles, outcomes: checked });

const peoplePresets: Preset[] = [
  {
    id: 'step',
    group: 'people',
    hint: both('由某个角色的人办理，选一个结果', 'Somebody of a role acts and picks an outcome'),
    words: 'rengong task person step',
    seed: {
      kind: 'task',
      name: both('人工步骤', 'A step'),
      ...person({ roles: ['shiftLeader'], outcomes: chosen(['done', '完成', 'Done']) }),
    },
  },
  {
    id: 'verify',
    group: 'people',
    hint: both('核实地点、类别和事实', 'Place, category and facts are checked'),
    words: 'zhenbie verify',
    seed: {
      kind: 'task',
      name: both('甄别', 'Verify'),
      stage: 'VERIFYING',
      limit: 'verify',
      resident: both('我们正在核实您反映的情况。', 'We are checking what you reported.'),
      ...person({
        roles: ['verifier'],
        outcomes: [
          outcome('属实，送初审', 'Verified: to first review', { id: 'verify', command: 'verify', event: 'verified' }),
          outcome('请来件人补充', 'Ask the resident for more', {
            id: 'requestInfo',
            command: 'requestInfo',
            event: 'infoRequested',
          }),
          outcome('转出', 'Refer elsewhere', { id: 'referOut', command: 'referOut', event: 'referredOut' }),
        ],
      }),
    },
  },
  {
    id: 'review',
    group: 'people',
    hint: both('另一人受理、不予受理或并案', 'Another person accepts, rejects or merges'),
    words: 'chushen first review accept',
    seed: {
      kind: 'task',
      name: both('初审', 'First review'),
      stage: 'FIRST_REVIEW',
      limit: 'review',
      resident: both('我们正在核实您反映的情况。', 'We are checking what you reported.'),
      ...person({
        roles: ['firstReviewer'],
        outcomes: [
          outcome('受理', 'Accept', { id: 'review', command: 'review', event: 'reviewed', marks: [{ do: 'startPromise' }] }),
          outcome('不予受理', 'Reject', { id: 'reject', command: 'reject', event: 'rejected', requires: ['reasonCode'] }),
          outcome('并入已有诉求件', 'Merge into another issue', {
            id: 'merge',
            command: 'merge',
            event: 'merged',
            requires: ['target'],
          }),
        ],
      }),
    },
  },
  {
    id: 'dispatch',
    group: 'people',
    hint: both('调度员指定承办单位', 'A dispatcher names the units'),
    words: 'paidan dispatch',
    seed: {
      kind: 'task',
      name: both('派单', 'Dispatch'),
      stage: 'ROUTING',
      limit: 'dispatch',
      ...person({
        roles: ['dispatcher'],
        outcomes: [outcome('派单', 'Dispatch', { id: 'dispatch', command: 'dispatch', event: 'routed', requires: ['units'] })],
      }),
    },
  },
  {
    id: 'replyReview',
    group: 'people',
    hint: both('非承办单位的人审核答复', 'Somebody outside the unit reviews its reply'),
    words: 'dafu shenhe reply review',
    seed: {
      kind: 'task',
      name: both('答复审核', 'Reply review'),
      stage: 'REPLY_REVIEW',
      limit: 'replyReview',
      ...person({
        roles: ['replyReviewer'],
        outcomes: [
          outcome('通过', 'Approve', {
            id: 'approve',
            command: 'reviewReply',
            when: { approve: [true] },
            event: 'replyAccepted',
            marks: [{ do: 'stopPromise' }, { do: 'acceptReplies' }],
          }),
          outcome('退回重办', 'Send back to the unit', {
            id: 'return',
            command: 'reviewReply',
            when: { approve: [false] },
            event: 'replyReturned',
            marks: [{ do: 'returnReplies' }],
            requires: ['defects'],
          }),
        ],
      }),
      notOfHandlingUnit: true,
    },
  },
  {
    id: 'siteCheck',
    group: 'people',
    hint: both('网格员到现场确认', 'A grid worker confirms on site'),
    words: 'xianchang hecha grid check',
    seed: {
      kind: 'task',
      name: both('现场核查', 'Check on site'),
      ...person({
        roles: ['gridChecker'],
        outcomes: [
          outcome('属实', 'As reported', {
            id: 'pass',
            command: 'checkOnSite',
            when: { passed: [true] },
            event: 'checkedOnSite',
          }),
          outcome('退回重办', 'Send back to the unit', {
            id: 'return',
            command: 'checkOnSite',
            when: { passed: [false] },
            event: 'checkedOnSite',
            marks: [{ do: 'returnReplies' }],
            requires: ['defects'],
          }),
        ],
      }),
      notOfHandlingUnit: true,
    },
  },
  ...(
    [
      ['edit', '编辑', 'Editing', 'editor', 'bianji editor'],
      ['proof', '校对', 'Proof-reading', 'proofreader', 'jiaodui proof'],
      ['secondReview', '二审', 'Second review', 'reviewer2', 'ershen'],
      ['finalReview', '三审', 'Final review', 'reviewer3', 'sanshen zhongshen'],
    ] as const
  ).map(([id, zh, en, role, words]): Preset => ({
    id,
    group: 'people',
    hint: both('媒体中心的审校步骤', "A step of the media centre's reviews"),
    words,
    seed: { kind: 'task', name: both(zh, en), ...review([role]) },
  })),
];

const decidePresets: Preset[] = (
  [
    ['grade', '定级', 'Grade', 'grade', 'graded', 'dingji'],
    ['route', '分流', 'Route', 'route', 'routed', 'fenliu zhuanban'],
    ['decide', '按表决定', 'Decide by a table', 'lane', 'decided', 'juece table feel'],
  ] as const
).map(([id, zh, en, decision, event, words]) => ({
  id,
  group: 'decide',
  hint: both('按决策表设定事实并选择去向', 'A decision table sets facts and picks the way'),
  words,
  seed: {
    kind: 'decide',
    name: both(zh, en),
    decision,
    event,
    once: id === 'grade',
    ...(id === 'route' ? { stage: 'ROUTING' } : {}),
  },
}));

const handling = {
  kind: 'assign',
  stage: 'HANDLING',
  unitsFact: 'units',
  leadFact: 'lead',
  required: true,
  onClose: 'continue',
} as const;
const whistle = (id: string, zh: string, en: string, kind: 'daily' | 'hard' | 'emergency', words: string): Preset => ({
  id,
  group: 'handle',
  hint: both('同时召集多个单位报到', 'Summons several units to report in'),
  words: `chuishao whistle ${words}`,
  seed: { kind: 'whistle', name: both(zh, en), whistle: kind, unitsFact: 'units' },
});

const handlePresets: Preset[] = [
  {
    id: 'assign',
    group: 'handle',
    hint: both('主办单位限时答复；会办齐了才算', 'The lead unit replies in time, after its joint units'),
    words: 'xianshi banjie assign unit',
    seed: { ...handling, name: both('限时办结', 'Handle in time'), lane: 'government', join: 'lead' },
  },
  {
    id: 'joint',
    group: 'handle',
    hint: both('各单位都要答复', 'Every unit replies'),
    words: 'huiban joint all',
    seed: { ...handling, name: both('会办', 'Handle jointly'), lane: 'government', join: 'all' },
  },
  {
    id: 'interview',
    group: 'handle',
    hint: both('媒体中心采访、跟进', 'The media centre follows'),
    words: 'meiti caifang media',
    seed: { ...handling, name: both('媒体采访', 'Media follow-up'), lane: 'media', join: 'lead' },
  },
  {
    id: 'volunteer',
    group: 'handle',
    hint: both('志愿队伍接单，先到先得', 'Volunteer teams claim; one wins'),
    words: 'zhiyuan jiedan volunteer',
    seed: {
      kind: 'offer',
      name: both('志愿接单', 'Volunteer order'),
      to: 'volunteer',
      teamsFact: 'teams',
      required: true,
      onClose: 'continue',
    },
  },
  {
    id: 'merchant',
    group: 'handle',
    hint: both('商家报价，居民同意后服务', 'Merchants quote; the resident agrees'),
    words: 'shangjia jiedan merchant',
    seed: {
      kind: 'offer',
      name: both('商家接单', 'Merchant order'),
      to: 'merchant',
      teamsFact: 'teams',
      required: true,
      onClose: 'continue',
    },
  },
  whistle('whistleDaily', '日常吹哨', 'Daily whistle', 'daily', 'richang'),
  whistle('whistleHard', '攻坚吹哨', 'Whistle for a hard case', 'hard', 'gongjian'),
  whistle('whistleEmergency', '应急吹哨', 'Emergency whistle', 'emergency', 'yingji'),
];

const residentPresets: Preset[] = [
  {
    id: 'askInfo',
    group: 'resident',
    hint: both('请来件人补充，时钟可以停', 'The resident is asked for more; clocks may stop'),
    words: 'buchong xinxi ask info',
    seed: {
      kind: 'ask',
      name: both('补充信息', 'Ask for information'),
      stage: 'NEED_INFO',
      question: 'info',
      window: 'needInfo',
      tries: 'needInfo',
      pausesPromise: true,
      ...person({
        roles: ['verifier', 'citizen'],
        outcomes: [outcome('已补充', 'Answered', { id: 'giveInfo', command: 'giveInfo', event: 'infoGiven' })],
      }),
    },
  },
  {
    id: 'callback',
    group: 'resident',
    hint: both('居民评价或回访员打电话', 'The resident rates, or an agent calls'),
    words: 'manyidu huifang callback rating',
    seed: {
      kind: 'ask',
      name: both('满意度回访', 'Callback'),
      stage: 'CALLBACK',
      limit: 'callback',
      question: 'rating',
      window: 'callback',
      tries: 'callback',
      pausesPromise: false,
      resident: both('已办理，请评价。', 'Done: please tell us whether it is solved.'),
      ...person({
        roles: ['callbackAgent', 'citizen'],
        outcomes: [
          ...(['callBack', 'rate'] as const).flatMap((command) => {
            const event = command === 'rate' ? ('rated' as const) : ('calledBack' as const);
            return [
              outcome('未解决', 'Not solved', { id: 'unsolved', command, when: { answer: ['not'] }, event }),
              outcome('已解决', 'Solved', { id: 'solved', command, when: { answer: ['solved', 'partly'] }, event }),
            ];
          }),
        ],
      }),
      notOfHandlingUnit: true,
    },
  },
];

const restPresets: Preset[] = [
  {
    id: 'fork',
    group: 'branch',
    hint: both('几条线同时进行', 'Several branches side by side'),
    words: 'bingxing fork parallel',
    seed: { kind: 'fork', name: both('并行', 'Side by side') },
  },
  {
    id: 'join',
    group: 'branch',
    hint: both('等各条线到齐', 'Waits for the branches'),
    words: 'huihe join wait all',
    seed: { kind: 'join', name: both('汇合', 'Come together'), wait: 'required' },
  },
  {
    id: 'wait',
    group: 'time',
    hint: both('等一段时间', 'Waits for a length'),
    words: 'dengdai wait timer',
    seed: { kind: 'wait', name: both('等待', 'Wait'), until: { kind: 'length', window: 'question' } },
  },
  {
    id: 'followUp',
    group: 'time',
    hint: both('隔一段时间再看是否还好', 'Looks again later: is it still fixed?'),
    words: 'changxiao fucha follow up recheck',
    seed: { kind: 'wait', name: both('长效复查', 'Look again later'), until: { kind: 'length', window: 'followUp' } },
  },
  {
    id: 'ledger',
    group: 'time',
    hint: both('暂时办不了的，定期复核', 'What cannot be done yet is looked at again and again'),
    words: 'guazhang ledger review',
    seed: {
      kind: 'wait',
      name: both('挂账', 'On the ledger'),
      stage: 'ON_LEDGER',
      until: { kind: 'review', window: 'ledger', every: 'ledgerReview' },
    },
  },
  {
    id: 'appointment',
    group: 'time',
    hint: both('等到约定的日期', 'Waits until an agreed date'),
    words: 'yuyue date appointment',
    seed: { kind: 'wait', name: both('等到约定日期', 'Wait for the date'), until: { kind: 'date', fact: 'appointment' } },
  },
  {
    id: 'message',
    group: 'time',
    hint: both('等外部系统的消息，过时不候', 'Waits for word from another system, for a time'),
    words: 'xiaoxi message external',
    seed: { kind: 'wait', name: both('等消息', 'Wait for word'), until: { kind: 'message', name: 'answer', window: 'question' } },
  },
  {
    id: 'publish',
    group: 'out',
    hint: both('交给三审三校，发布到各渠道', 'A story goes through its reviews to the channels'),
    words: 'fabu publish story',
    seed: { kind: 'publish', name: both('发布', 'Publish'), channels: ['site'] },
  },
  {
    id: 'call',
    group: 'out',
    hint: both('带签名地通知另一个系统', 'A signed webhook to another system'),
    words: 'waibu xitong webhook call',
    seed: { kind: 'call', name: both('外部系统', 'Another system'), endpoint: 'webhook', window: 'question' },
  },
  {
    id: 'start',
    group: 'end',
    hint: both('诉求件从这里开始；只有一个', 'Where an issue enters; there is one'),
    words: 'laijian start intake',
    seed: { kind: 'start', name: both('来件', 'Intake'), stage: 'RECEIVED' },
  },
  {
    id: 'closed',
    group: 'end',
    hint: both('办结', 'Closes the issue'),
    words: 'banjie end closed',
    seed: { kind: 'end', name: both('办结', 'Closed'), stage: 'CLOSED' },
  },
  {
    id: 'rejected',
    group: 'end',
    hint: both('不予受理', 'Not accepted'),
    words: 'buyu shouli rejected',
    seed: { kind: 'end', name: both('不予受理', 'Rejected'), stage: 'REJECTED' },
  },
  {
    id: 'referredOut',
    group: 'end',
    hint: both('转到其他渠道', 'Referred to another channel'),
    words: 'zhuanchu referred',
    seed: { kind: 'end', name: both('转出', 'Referred out'), stage: 'REFERRED_OUT', result: 'REFERRED' },
  },
];

/** The palette, in the order it is shown. */
export const presets: readonly Preset[] = [
  ...peoplePresets,
  ...decidePresets,
  ...handlePresets,
  ...residentPresets,
  ...restPresets,
];
