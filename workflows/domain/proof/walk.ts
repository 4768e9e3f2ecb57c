import { grades, type Grade } from '../issue';
import { shareSpec, stageSpec, windowSpec } from '../issue/limits';
import type { FlowNode, NodeOf } from '../flow';
import { backwards, reachableFrom, stepsOf } from '../flow/graph';
import type { DecisionTable } from '../rules';
import type { Cell } from '../rules/cell';
import type { Directory } from './accused';
import { arrive, inHand } from './arrive';
import { Meter, type ProofBudget } from './budget';
import type { Atoms } from './atoms';
import { nodeOf, type Drawing } from './drawing';
import { reading } from './expression';
import { liveFacts } from './live';
import { rowsOf } from './rows';
import { Seen } from './seen';
import { firstSpot, type Spot } from './spot';
import { Splitter } from './split';
import { Findings } from './suspicion';
import type { Examined } from './units';
import { vocabularyOf } from './vocabulary';

/** So many places are looked at between two rests. */
const AT_ONCE = 250;

/**
 * The symbolic walk: from the start, with every issue at once, along everything that tables, people, units and time may do, narrowing
 * what is known of the facts at each decision. Places that differ in nothing that matters later are one.
 */
export class Walk {
  readonly drawing: Drawing;
  readonly directory: Directory;
  readonly atoms: Atoms;
  readonly meter: Meter;
  readonly findings = new Findings();
  /** Grades whose units get no limit for their reply; null is an issue without a grade. */
  readonly unlimited: readonly (Grade | null)[];
  private readonly memo = new Map<string, Cell>();
  private readonly liveAt: ReadonlyMap<string, readonly string[]>;
  private readonly splitters = new Map<string, Splitter>();
  private readonly rows = new Map<string, ReturnType<typeof rowsOf>>();
  private readonly examined = new Map<string, Examined>();
  private readonly roles: ReadonlySet<string>;
  private readonly backTo = new Set<string>();
  private readonly telling = new Map<string, boolean>();
  private readonly before = new Map<string, readonly string[]>();

  constructor(drawing: Drawing, directory: Directory, budget: ProofBudget) {
    this.drawing = drawing;
    this.directory = directory;
    this.meter = new Meter(budget);
    this.atoms = vocabularyOf(drawing, this.memo);
    this.unlimited = [null, ...grades].filter((grade) => !this.hasReply(grade));
    this.liveAt = liveFacts(drawing, this.unlimited.length > 0, (id) => this.earlier(id).filter((to) => !this.tellsAnew(to)));
    this.roles = new Set(directory.people.filter(({ active }) => active).flatMap(({ roles }) => roles));
  }

  /** Walks on; yields now and then, so that whoever runs it can let others have their turn. */
  *run(): Generator<undefined, void> {
    const { start } = this.drawing.graph;
    if (!start) return;
    const seen = new Seen();
    const queue: Spot[] = [firstSpot(start.id)];
    for (const [at, spot] of queue.entries()) {
      if (this.meter.over) return;
      if (at % AT_ONCE === AT_ONCE - 1) yield;
      if (!seen.isNew(this.atoms, spot, this.live(spot.node))) continue;
      this.meter.spot();
      queue.push(...arrive(this, spot));
    }
  }

  live(node: string): readonly string[] {
    return this.liveAt.get(node) ?? [];
  }

  moved(spot: Spot, to: string, by: string | null): Spot {
    return { ...spot, node: to, from: spot, by };
  }

  splitter(node: string, table: DecisionTable): Splitter {
    const rows = this.rows.get(table.id) ?? rowsOf(table, this.atoms, this.memo);
    this.rows.set(table.id, rows);
    const known = this.splitters.get(node) ?? new Splitter(table, rows, this.atoms, this.liveAfter(node));
    this.splitters.set(node, known);
    return known;
  }

  private liveAfter(node: string): ReadonlySet<string> {
    const { graph, next } = this.drawing;
    const read = (next[node]?.conditions ?? []).flatMap(({ when }) => reading(when).reads);
    return new Set([...read, ...graph.out(node).flatMap(({ to }) => this.live(to))]);
  }

  /** What was found out about some units, so that it is found out once. */
  once(key: string, find: () => Examined): Examined {
    const known = this.examined.get(key) ?? find();
    this.examined.set(key, known);
    return known;
  }

  isHeld(roles: readonly string[]): boolean {
    return roles.some((role) => role === 'citizen' || this.roles.has(role));
  }

  /** A limit of the step, or a window after which nobody is waited for. */
  hasLimit(node: NodeOf<'task'> | NodeOf<'ask'>): boolean {
    const { policy } = this.drawing.content;
    const lasts = (n: number | undefined): boolean => n !== undefined && n > 0;
    if (node.kind === 'ask' && lasts(windowSpec(policy, node.window)?.length.n)) return true;
    const { limit } = node;
    return limit !== undefined && grades.every((grade) => lasts(stageSpec(policy, limit, grade)?.length.n));
  }

  /** V and M are grades of orders: a share that comes of such an issue is a general one (issue/shares.ts). */
  private hasReply(grade: Grade | null): boolean {
    const { policy } = this.drawing.content;
    const own = grade === null || grade === 'V' || grade === 'M' ? policy.defaultGrade : grade;
    return (shareSpec(policy, 'reply', own)?.length.n ?? 0) > 0;
  }

  /**
   * C30: from a person's step to any earlier one of people, in the same branch. Where the facts are told anew from there, those that
   * were decided before may be any.
   */
  sentBackFrom(spot: Spot): Spot[] {
    return this.earlier(spot.node).flatMap((to) => {
      const back = this.moved(inHand(spot), to, 'sendBack');
      if (!this.tellsAnew(to)) return [back];
      const key = `${to}|${spot.doubt ? 1 : 0}|${spot.branches.map(({ fork }) => fork).join()}`;
      if (this.backTo.has(key)) return [];
      this.backTo.add(key);
      return [{ ...back, given: new Map(), set: new Map() }];
    });
  }

  private tellsAnew(id: string): boolean {
    const known =
      this.telling.get(id) ??
      [...reachableFrom([id], stepsOf(this.drawing.graph))].some((one) => isTelling(nodeOf(this.drawing, one)));
    this.telling.set(id, known);
    return known;
  }

  private earlier(node: string): readonly string[] {
    const known = this.before.get(node) ?? this.peopleBefore(node);
    this.before.set(node, known);
    return known;
  }

  private peopleBefore(node: string): string[] {
    const { graph } = this.drawing;
    const back = backwards(graph);
    const isPassable = (id: string): boolean => !['fork', 'join'].includes(nodeOf(this.drawing, id).kind);
    const reached = reachableFrom([node], (id) => back(id).filter(isPassable));
    return [...reached].filter((id) => id !== node && isPersons(nodeOf(this.drawing, id)));
  }
}

const isTelling = (node: FlowNode): boolean =>
  node.kind === 'task' && node.outcomes.some(({ command }) => command === 'verify' || command === 'review');

const isPersons = (node: FlowNode): boolean => node.kind === 'task' || node.kind === 'ask';
