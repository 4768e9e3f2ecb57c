import type { Bilingual } from '../text';

type ProblemText = { severity: 'error' | 'warning'; message: Bilingual; mend: Bilingual };

const error = (message: [string, string], mend: [string, string]): ProblemText => ({
  severity: 'error',
  message: { zh: message[0], en: message[1] },
  mend: { zh: mend[0], en: mend[1] },
});
const warning = (message: [string, string], mend: [string, string]): ProblemText => ({
  ...error(message, mend),
  severity: 'warning',
});

/** Every problem of a drawing by its stable code: how bad, what it is, what mends it. */
export const problemTexts = {
  INVALID_DOCUMENT: error(
    ['文档格式不对：{what}', 'The document is malformed: {what}'],
    ['按提示改正该字段。', 'Correct the field that is named.'],
  ),
  DUPLICATE_ID: error(
    ['编号“{what}”用了不止一次。', 'The id “{what}” is used more than once.'],
    ['给其中一个换个编号。', 'Give one of them another id.'],
  ),
  NO_START: error(['流程没有起点。', 'The flow has no start.'], ['放一个“来件”。', 'Add a start.']),
  SEVERAL_STARTS: error(
    ['“{node}”是多出来的起点。', '“{node}” is one start too many.'],
    ['只留一个起点。', 'Keep one start only.'],
  ),
  NO_END: error(['流程没有终点。', 'The flow has no end.'], ['放一个“办结”。', 'Add an end.']),
  UNKNOWN_NODE: error(
    ['所指的步骤“{what}”不存在。', 'The step “{what}” does not exist.'],
    ['改接到已有的步骤，或删去。', 'Point to a step that exists, or remove this.'],
  ),
  START_ENTERED: error(
    ['有线接到起点“{node}”。', 'A line leads into the start “{node}”.'],
    ['改接到起点之后的步骤。', 'Lead it to a step after the start.'],
  ),
  END_LEFT: error(
    ['有线从终点“{node}”出去。', 'A line leaves the end “{node}”.'],
    ['删去这条线；重新打开用“重开至”。', 'Remove the line; reopening has a field of its own.'],
  ),
  CALL_INCOMPLETE: error(
    [
      '“{node}”要么调用外部系统（端点和等待期），要么进入一个子流程。',
      '“{node}” calls another system (endpoint and window) or enters another drawing: one of the two.',
    ],
    ['选定其一并填全。', 'Choose one of them and fill it in.'],
  ),
  UNKNOWN_SUBFLOW: error(
    ['“{node}”要进入的流程“{what}”不存在。', 'The drawing “{what}” that “{node}” enters does not exist.'],
    ['改选已有的流程，或先保存它。', 'Choose a drawing that exists, or save it first.'],
  ),
  SUBFLOW_CIRCLE: error(
    ['“{node}”会让流程“{what}”进入它自己。', 'By “{node}” the drawing “{what}” would enter itself.'],
    ['改选另一个流程。', 'Choose another drawing.'],
  ),
  SUBFLOW_ENDS_DIFFER: error(
    [
      '“{node}”列出的终点与该流程的不一致，该流程的终点是：{what}',
      'The ends that “{node}” names are not those of its drawing: {what}',
    ],
    ['重新选一次这个流程，并为每个终点接线。', 'Choose the drawing again, and connect each of its ends.'],
  ),
  MESSAGE_SETS_DESK_FACT: error(
    ['“{node}”让外部消息改动本台自己的事实“{what}”。', '“{node}” lets word from outside set “{what}”, which is the desk’s own.'],
    ['换一个名称，再由人或决策表采用。', 'Use another name, and let a person or a table act on it.'],
  ),
  UNREACHABLE: error(
    ['“{node}”永远走不到。', '“{node}” can never be reached.'],
    ['从前面的步骤接一条线过来，或删去它。', 'Connect it from an earlier step, or remove it.'],
  ),
  DEAD_END: error(
    ['走到“{node}”就没有路了。', 'There is no way on from “{node}”.'],
    ['接到下一步或终点。', 'Connect it to a next step or an end.'],
  ),
  NEVER_ENDS: error(
    ['从“{node}”出发永远到不了终点。', 'No end can be reached from “{node}”.'],
    ['给这个圈接一条通向终点的线。', 'Give the loop a way to an end.'],
  ),
  MISSING_OUTCOME_EDGE: error(
    ['“{node}”的结果“{what}”没有去处。', 'The outcome “{what}” of “{node}” leads nowhere.'],
    ['为这个结果接一条线，或设一条默认线。', 'Connect this outcome, or give the step a default line.'],
  ),
  MISSING_DEFAULT: error(
    ['“{node}”没有默认去处：条件都不满足时无路可走。', '“{node}” has no default: when no condition holds there is no way on.'],
    ['把其中一条线设为默认。', 'Mark one line as the default.'],
  ),
  UNKNOWN_OUTCOME: error(
    ['“{node}”没有结果“{what}”。', '“{node}” has no outcome “{what}”.'],
    ['改为已有的结果，或在步骤里加上它。', 'Use an outcome the step has, or add it to the step.'],
  ),
  DUPLICATE_WAY: error(
    ['“{node}”的“{what}”有不止一条线。', '“{node}” has more than one line for “{what}”.'],
    ['只留一条；要并行请用“并行”。', 'Keep one; use a fork to go several ways at once.'],
  ),
  MIXED_EDGE: error(
    ['从“{node}”出去的线同时写了结果、条件或默认。', 'A line from “{node}” has more than one of outcome, condition and default.'],
    ['三者只留其一。', 'Keep one of the three.'],
  ),
  CONDITION_MISPLACED: error(
    ['并行“{node}”的分支不能带结果或条件。', 'The branches of the fork “{node}” cannot have outcomes or conditions.'],
    ['在分支的第一步再判断。', 'Decide in the first step of the branch.'],
  ),
  CONDITION_DOES_NOT_PARSE: error(
    ['从“{node}”出去的线上的条件读不懂：{what}', 'The condition on a line from “{node}” cannot be read: {what}'],
    ['改正这个 FEEL 表达式。', 'Correct the FEEL expression.'],
  ),
  EXPRESSION_DOES_NOT_PARSE: error(
    ['表达式读不懂：{what}', 'The expression cannot be read: {what}'],
    ['改正这个 FEEL 表达式。', 'Correct the FEEL expression.'],
  ),
  DUPLICATE_OUTCOME: error(
    ['“{node}”的结果“{what}”写了两次。', 'The outcome “{what}” of “{node}” is written twice.'],
    ['删去重复的一行。', 'Remove one of the two rows.'],
  ),
  OUTCOME_NEVER_TAKEN: warning(
    [
      '“{node}”的结果“{what}”永远轮不到：前面一行已接走同样的操作。',
      'The outcome “{what}” of “{node}” is never taken: an earlier row takes the same command.',
    ],
    ['把它移到前面，或给前一行加条件。', 'Move it up, or give the earlier row a condition.'],
  ),
  UNKNOWN_COMMAND: error(
    ['“{node}”用了不存在的操作“{what}”。', '“{node}” names the unknown command “{what}”.'],
    ['从操作列表里选一个；自定的步骤用 choose。', 'Pick one of the commands; a step of your own uses choose.'],
  ),
  UNKNOWN_FIELD: error(
    ['“{node}”提到操作里没有的字段“{what}”。', '“{node}” names a field its command does not have: “{what}”.'],
    ['改为该操作的字段。', 'Use a field of that command.'],
  ),
  UNKNOWN_TABLE: error(
    ['“{node}”用的决策表“{what}”不存在。', 'The table “{what}” of “{node}” does not exist.'],
    ['选一张已有的表，或新建。', 'Choose a table that exists, or make one.'],
  ),
  UNKNOWN_LIMIT: error(
    ['“{node}”的时限“{what}”不在时限规则里。', 'The limit “{what}” of “{node}” is not in the policy.'],
    ['在时限规则里加上它，或改选。', 'Add it to the policy, or choose another.'],
  ),
  UNKNOWN_WINDOW: error(
    ['“{node}”的等待期“{what}”不在时限规则里。', 'The window “{what}” of “{node}” is not in the policy.'],
    ['在时限规则里加上它，或改选。', 'Add it to the policy, or choose another.'],
  ),
  UNKNOWN_TRIES: error(
    ['“{node}”的联系次数“{what}”不在时限规则里。', 'The number of tries “{what}” of “{node}” is not in the policy.'],
    ['在时限规则里加上它，或改选。', 'Add it to the policy, or choose another.'],
  ),
  UNKNOWN_POLICY: error(
    ['流程所用的时限规则“{what}”不是这份。', 'The flow names the policy “{what}”, which is not the one given.'],
    ['改选这份时限规则。', 'Choose the policy of this draft.'],
  ),
  UNKNOWN_UNIT: error(
    ['决策表写了名录里没有的单位“{what}”。', 'A table names the unit “{what}”, which the directory does not have.'],
    ['改为名录里的单位编号。', 'Use the code of a unit of the directory.'],
  ),
  INACTIVE_UNIT: error(
    ['决策表写了已停用的单位“{what}”。', 'A table names the unit “{what}”, which is not active.'],
    ['改为在用的单位，或重新启用它。', 'Name an active unit, or activate this one.'],
  ),
  NOBODY_HAS_ROLE: error(
    ['“{node}”要的角色“{what}”没有人担任。', 'Nobody holds the role “{what}” that “{node}” needs.'],
    ['在人员名录里给人加上这个角色。', 'Give somebody this role in the directory.'],
  ),
  WAIT_WITHOUT_TIMEOUT: error(
    ['“{node}”等不到时没有去处。', '“{node}” has no way on when nobody answers in time.'],
    ['为“到期”（expired）接一条线。', 'Connect the outcome “expired”.'],
  ),
  LOOP_WITHOUT_PERSON: error(
    [
      '“{node}”在一个没有人也没有时间的圈里，会无休止地转。',
      '“{node}” lies on a loop with no person and no time in it: it would run for ever.',
    ],
    ['在圈里放一个人工步骤或等待。', 'Put a person’s step or a wait on the loop.'],
  ),
  FORK_WITH_ONE_BRANCH: warning(
    ['并行“{node}”只有一个分支。', 'The fork “{node}” has one branch only.'],
    ['再加一个分支，或删去并行。', 'Add a branch, or remove the fork.'],
  ),
  JOIN_WITHOUT_FORK: error(
    ['可以不经并行就走到汇合“{node}”。', 'The join “{node}” can be reached from no fork.'],
    ['删去汇合，或从并行的分支接过来。', 'Remove the join, or lead only branches of a fork to it.'],
  ),
  FORK_IN_LOOP: error(
    [
      '不经汇合又回到并行“{node}”，分支会越来越多。',
      'A branch leads back to its fork “{node}” without a join: branches would pile up.',
    ],
    ['回到并行之前先汇合。', 'Join the branches before going back.'],
  ),
  BRANCHES_MISS_EACH_OTHER: error(
    ['并行“{node}”的分支在不同的汇合等对方：{what}', 'The branches of “{node}” wait for each other at different joins: {what}'],
    ['让所有分支接到同一个汇合。', 'Lead all branches to one join.'],
  ),
  BRANCHES_CROSS: error(
    [
      '并行“{what}”的两个分支都会走到“{node}”，这一步会做两遍。',
      'Two branches of “{what}” come to “{node}”: the step would be done twice.',
    ],
    ['先汇合，再走这一步；或给每个分支各画一步。', 'Join before the step, or draw a step for each branch.'],
  ),
  END_IN_BRANCH: error(
    [
      '并行“{what}”的一个分支直接走到终点“{node}”，别的分支会丢掉。',
      'A branch of “{what}” reaches the end “{node}”: the other branches would be lost.',
    ],
    ['先汇合再到终点；或把其余分支设为可选。', 'Join before the end, or make the other branches optional.'],
  ),
  BRANCHES_NOT_ANALYSED: error(
    [
      '并行套得太深，没能查完分支是否会合。',
      'The forks are nested too deep: whether their branches meet was not checked to the end.',
    ],
    ['先汇合再并行，减少嵌套。', 'Join before forking again, so that fewer forks lie in one another.'],
  ),
  JOIN_WAITS_FOR_MORE: error(
    ['汇合“{node}”要等的分支比并行给的多：{what}', 'The join “{node}” waits for more branches than its fork sends: {what}'],
    ['减少要等的数目。', 'Wait for fewer branches.'],
  ),
  PUBLISH_WITHOUT_REVIEW: error(
    ['不经初审就能走到发布“{node}”。', 'Publishing “{node}” can be reached without a first review.'],
    ['在发布之前放一个初审。', 'Put a first review before it.'],
  ),
  PUBLISH_WITHOUT_APPROVAL: error(
    ['答复没有审核通过就能走到发布“{node}”。', 'Publishing “{node}” can be reached before the reply is approved.'],
    ['让它只从答复审核“通过”之后走到。', 'Lead to it only after the reply review’s approval.'],
  ),
  FACT_NOBODY_SETS: warning(
    ['“{node}”要用的事实“{what}”没有任何步骤给出。', 'The fact “{what}” that “{node}” reads is set by no step.'],
    ['核对名称，或由前面的表给出它。', 'Check the name, or let an earlier table set it.'],
  ),
} as const satisfies Record<string, ProblemText>;

export type FlowProblemCode = keyof typeof problemTexts;
