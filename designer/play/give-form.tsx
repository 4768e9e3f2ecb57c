import { Select } from 'antd';
import { useMemo, useState } from 'react';
import type { AllowedCommand } from '#contract';
import {
  type Actor,
  type CommandName,
  type Flow,
  type PlayFrame,
  allowedCommands,
  commandNames,
  commandSchemas,
  isOpen,
  viewOf,
} from '#domain';
import type { IssueDetail } from '../client';
import { CommandForm } from '../commands';
import { commandWords, useText, useWords } from '../i18n';
import type { PlayActs } from './play-room';
import { useWho } from './who';
import { words } from './words';

type Props = { frame: PlayFrame; flow: Flow; give: PlayActs['give']; onClose: () => void };

/** What no person gives: the desk's own messages to itself. */
const own: ReadonlySet<CommandName> = new Set(['absorb', 'giveBack', 'pieceDone', 'applyCalendar', 'migrate']);
const resident: Actor = { id: 'citizen', roles: ['citizen'], unit: null, district: null };

/** Any command as any person: those that are allowed first, the others to see that they are refused. */
export function GiveForm({ frame, flow, give, onClose }: Props) {
  const t = useWords(words);
  const text = useText();
  const { setting, state } = frame;
  const who = useWho(setting);
  const [by, setBy] = useState<string | null>(null);
  const [name, setName] = useState<CommandName | null>(null);
  const people = useMemo(
    () => [
      { value: 'citizen', label: who.person('citizen') },
      ...setting.directory.people
        .filter(({ active }) => active)
        .map(({ id }) => ({ value: id, label: `${who.person(id)} · ${id}` })),
    ],
    [setting.directory.people, who],
  );
  const actor = actorOf(frame, by);
  const allowed = actor ? allowedCommands(setting.desk, state, actor) : [];
  const others = commandNames.filter((one) => !allowed.includes(one) && !own.has(one));
  const options = (names: readonly CommandName[]) => names.map((one) => ({ value: one, label: text(commandWords[one]) }));
  return (
    <div className="lx-give">
      <h3>{t('anyone')}</h3>
      <Select
        aria-label={t('asWhom')}
        placeholder={t('asWhom')}
        showSearch={{ optionFilterProp: 'label' }}
        value={by}
        onChange={(id) => {
          setBy(id);
          setName(null);
        }}
        options={people}
      />
      <Select
        aria-label={t('doWhat')}
        placeholder={t('doWhat')}
        showSearch={{ optionFilterProp: 'label' }}
        disabled={!actor}
        value={name}
        onChange={setName}
        options={[
          { label: t('mayNow'), options: options(allowed) },
          { label: t('mayNot'), options: options(others) },
        ]}
      />
      {actor && by !== null && name && (
        <CommandForm
          key={`${by} ${name}`}
          issue={detailOf(frame)}
          allowed={placeOf(frame, actor, name)}
          nodes={flow.nodes}
          give={(data) => {
            if (give({ by, name, data })) onClose();
            return Promise.resolve({ code: 'OK' as const });
          }}
          onDone={() => undefined}
          onCancel={onClose}
        />
      )}
    </div>
  );
}

function actorOf({ setting }: PlayFrame, by: string | null): Actor | null {
  if (by === 'citizen') return resident;
  const person = setting.directory.people.find(({ id }) => id === by);
  return person ? { id: person.id, roles: person.roles, unit: person.unit, district: person.district } : null;
}

/** What the command would be about: the person's own open share, and the step that knows the command. */
function placeOf({ setting, state }: PlayFrame, actor: Actor, name: CommandName): AllowedCommand {
  const mine = state.assignments.filter((share) => isOpen(share) && (actor.unit === null || share.unit === actor.unit));
  const assignment = 'assignment' in commandSchemas[name].shape && mine.length === 1 ? (mine[0]?.id ?? null) : null;
  const node = state.tokens.find((token) => {
    const drawn = setting.desk.plan.flow.nodes[token.node];
    return (
      (drawn?.kind === 'task' || drawn?.kind === 'ask') &&
      (name === 'sign2' || drawn.outcomes.some(({ command }) => command === name))
    );
  });
  return { name, node: node?.node ?? null, assignment };
}

/** The issue as the fields of a command form look at it. Whatever only a server could tell is empty. */
function detailOf({ setting, state }: PlayFrame): IssueDetail {
  const detail = {
    view: viewOf(setting.desk.plan, state),
    facts: state.facts,
    intakes: [],
    ...{ exposure: null, exclusions: [], followUp: null },
    ...{ assignments: [], orders: [], questions: [], ledger: null, custody: [], theme: null, pieces: [], allowed: [] },
    cards: state.cards.map((card) => ({ ...card, appealUntil: null, custody: null })),
    whistles: state.whistles,
    names: { units: {}, people: {}, nodes: {} },
  };
  return detail as unknown as IssueDetail;
}
