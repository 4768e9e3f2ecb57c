import type { Instant } from '../deadline';
import type { Actor } from '../issue';
import type { Role } from '../issue/words';
import type { Theme, ThemeCommand, ThemeCommandName, ThemeState, ThemeTask } from './state';

export type ThemeRefusal = { code: 'NOT_ALLOWED_IN_STATE' | 'FORBIDDEN' | 'NOT_FOUND'; message: string };
export type ThemeAnswer = { ok: true; theme: Theme } | { ok: false; refusal: ThemeRefusal };

const supervision: readonly Role[] = ['citySupervision', 'chief'];
const leading: readonly Role[] = ['unitLiaison', 'unitHead'];

const allowedIn: Readonly<Record<ThemeCommandName, ThemeState>> = {
  accept: 'PROPOSED',
  dismiss: 'PROPOSED',
  addTask: 'ACCEPTED',
  completeTask: 'ACCEPTED',
  finish: 'ACCEPTED',
};

/** What an actor may do with a theme as it stands. */
export function themeCommandsFor(theme: Theme, actor: Actor): ThemeCommandName[] {
  return (Object.keys(allowedIn) as ThemeCommandName[]).filter(
    (name) => allowedIn[name] === theme.state && (name === 'completeTask' ? mayWork(theme, actor) : mayDecide(actor)),
  );
}

/**
 * An act on a theme (DOMAIN 4 #18): supervision accepts it with lead unit, plan and tasks, or dismisses it; its units work the tasks
 * off. Repeated with the same id it changes nothing. Refuses with `NOT_ALLOWED_IN_STATE`, `FORBIDDEN` or `NOT_FOUND`.
 */
export function actOnTheme(theme: Theme, command: ThemeCommand, actor: Actor, at: Instant): ThemeAnswer {
  if (theme.acts.some(({ id }) => id === command.id)) return { ok: true, theme };
  if (allowedIn[command.name] !== theme.state)
    return refused('NOT_ALLOWED_IN_STATE', `${command.name} is not possible in ${theme.state}`);
  const mayAct = command.name === 'completeTask' ? mayWork(theme, actor) : mayDecide(actor);
  if (!mayAct) return refused('FORBIDDEN', `${command.name} is for ${supervision.join(', ')}`);
  const changed = apply(theme, command, at);
  if (changed === null) return refused('NOT_FOUND', 'no such open task');
  const act = { id: command.id, at, by: actor.id, name: command.name, note: noteOf(command) };
  return { ok: true, theme: { ...changed, acts: [...theme.acts, act] } };
}

const refused = (code: ThemeRefusal['code'], message: string): ThemeAnswer => ({ ok: false, refusal: { code, message } });

const mayDecide = (actor: Actor): boolean => actor.roles.some((role) => supervision.includes(role));

/** Supervision, or a person of a unit that has a task of it or leads it. */
const mayWork = (theme: Theme, actor: Actor): boolean =>
  mayDecide(actor) ||
  (actor.unit !== null &&
    actor.roles.some((role) => leading.includes(role)) &&
    (theme.leadUnit === actor.unit || theme.tasks.some(({ unit }) => unit === actor.unit)));

function apply(theme: Theme, command: ThemeCommand, at: Instant): Theme | null {
  switch (command.name) {
    case 'accept': {
      const { leadUnit, plan, tasks } = command.data;
      return { ...theme, state: 'ACCEPTED', leadUnit, plan, tasks: tasks.map((task, n) => taskOf(task, n + 1)) };
    }
    case 'dismiss':
      return { ...theme, state: 'DISMISSED' };
    case 'addTask':
      return { ...theme, tasks: [...theme.tasks, taskOf(command.data, theme.tasks.length + 1)] };
    case 'completeTask': {
      const { task: wanted } = command.data;
      if (!theme.tasks.some(({ id, doneAt }) => id === wanted && doneAt === null)) return null;
      return { ...theme, tasks: theme.tasks.map((task) => (task.id === wanted ? { ...task, doneAt: at } : task)) };
    }
    case 'finish':
      return { ...theme, state: 'DONE' };
  }
}

type GivenTask = { text: string; unit?: string | undefined; dueAt?: string | undefined };
const taskOf = ({ text, unit, dueAt }: GivenTask, n: number): ThemeTask => ({
  ...{ id: `t${n}`, text, unit: unit ?? null, dueAt: dueAt === undefined ? null : new Date(dueAt).toISOString(), doneAt: null },
});

function noteOf(command: ThemeCommand): string | null {
  if (command.name === 'dismiss') return command.data.reason;
  return command.name === 'finish' ? command.data.summary : null;
}
