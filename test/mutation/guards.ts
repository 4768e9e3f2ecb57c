import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/**
 * The guards of commands: every condition in `#domain`'s issue on which a command is refused. Each is forced open (it never
 * says no) and forced shut (it always does); whoever sees both sees it inverted.
 *
 * The switching is Stryker's: its instrumenter writes a copy of the domain in which every mutant is there and one may be
 * active, and counts which scenario comes by which. No guard has to be written for the sake of this run, and one build serves
 * hundreds of mutants. Its own runner is left out: a jest run for each mutant takes seconds where a scenario takes milliseconds.
 */
export type GuardMutation = {
  family: 'guard';
  id: string;
  file: string;
  line: number;
  /** The condition as it is written. */
  at: string;
  what: 'never refuses' | 'always refuses';
  /** The number by which the instrumented copy knows it. */
  mutant: string;
};

type Place = { line: number; column: number };
type Guard = { file: string; start: Place; end: Place; text: string; refusesWhen: boolean; within: string };

const root = path.resolve(__dirname, '../..');
const commandsRoom = 'workflows/domain/issue';

/** Where a run's instrumented copy of the domain stands; below the repository, so that its libraries are found. */
export const guardedDomain = path.join(root, '.bench/mutants', String(process.pid));

/** Writes the instrumented copy and lists its guards. */
export async function instrumentGuards(): Promise<GuardMutation[]> {
  rmSync(guardedDomain, { recursive: true, force: true });
  mkdirSync(guardedDomain, { recursive: true });
  cpSync(path.join(root, 'workflows/domain'), guardedDomain, {
    recursive: true,
    filter: (from) => !from.includes(`${path.sep}.tsc`),
  });
  const files = readdirSync(path.join(root, commandsRoom)).filter((name) => name.endsWith('.ts'));
  const guards = new Map(files.map((name) => [name, guardsIn(name, readFileSync(path.join(root, commandsRoom, name), 'utf8'))]));
  const given = [...guards].flatMap(([name, own]) =>
    own.length === 0
      ? []
      : [
          {
            name: path.join(guardedDomain, 'issue', name),
            content: readFileSync(path.join(root, commandsRoom, name), 'utf8'),
            mutate: own.map(({ start, end }) => ({ start, end })),
          },
        ],
  );
  const { Instrumenter } = await import('@stryker-mutator/instrumenter');
  const made = await new Instrumenter(quiet).instrument(given, { plugins: [], excludedMutations: [], ignorers: [] });
  for (const { name, content } of made.files) writeFileSync(name, content);
  return made.mutants.flatMap((mutant) => {
    if (mutant.mutatorName !== 'ConditionalExpression') return [];
    const guard = guards.get(path.basename(mutant.fileName))?.find((one) => isAt(one, mutant.location));
    return guard ? [asMutation(guard, mutant)] : [];
  });
}

function asMutation(guard: Guard, { id, replacement }: { id: string; replacement: string }): GuardMutation {
  const what = (replacement === 'true') === guard.refusesWhen ? 'always refuses' : 'never refuses';
  const line = guard.start.line + 1;
  const name = `${path.basename(guard.file, '.ts')} ${guard.within} (${guard.text})`;
  return {
    family: 'guard',
    id: `${name} ${what}`,
    file: `${commandsRoom}/${guard.file}`,
    line,
    at: guard.text,
    what,
    mutant: id,
  };
}

const isAt = ({ start, end }: Guard, location: { start: Place; end: Place }): boolean =>
  start.line === location.start.line &&
  start.column === location.start.column &&
  end.line === location.end.line &&
  end.column === location.end.column;

/** The conditions of a file on which it refuses. */
export function guardsIn(file: string, text: string): Guard[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Guard[] = [];
  const add = (test: ts.Expression, refusesWhen: boolean): void => {
    const at = (position: number): Place => {
      const { line, character } = source.getLineAndCharacterOfPosition(position);
      return { line, column: character };
    };
    const said = test.getText(source).replaceAll(/\s+/gu, ' ');
    const place = { start: at(test.getStart(source)), end: at(test.getEnd()) };
    found.push({ file, ...place, text: said, refusesWhen, within: nameAround(test) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIfStatement(node)) {
      if (isRefusal(returned(node.thenStatement))) add(node.expression, true);
      else if (isNothing(returned(node.thenStatement)) && isRefusal(returned(following(node)))) add(node.expression, false);
    }
    if (ts.isConditionalExpression(node)) {
      if (callsRefuse(node.whenTrue)) add(node.condition, true);
      else if (callsRefuse(node.whenFalse)) add(node.condition, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The function or named value that a condition stands in. */
function nameAround(node: ts.Node): string {
  for (let up = node.parent; !ts.isSourceFile(up); up = up.parent) {
    if (ts.isFunctionDeclaration(up) && up.name) return up.name.text;
    if ((ts.isVariableDeclaration(up) || ts.isPropertyAssignment(up)) && ts.isIdentifier(up.name) && hasFunction(up))
      return up.name.text;
  }
  return '';
}

const hasFunction = ({ initializer }: ts.VariableDeclaration | ts.PropertyAssignment): boolean =>
  initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer));

function returned(statement: ts.Statement | undefined): ts.Expression | undefined {
  const last = statement && ts.isBlock(statement) ? statement.statements.at(-1) : statement;
  return last && ts.isReturnStatement(last) ? last.expression : undefined;
}

function following(node: ts.IfStatement): ts.Statement | undefined {
  const siblings = ts.isBlock(node.parent) ? node.parent.statements : undefined;
  return siblings?.[siblings.indexOf(node) + 1];
}

const isNothing = (expression: ts.Expression | undefined): boolean => expression?.kind === ts.SyntaxKind.NullKeyword;

/** `return refuse(…)`, or a refusal that was found before and is handed on. */
const isRefusal = (expression: ts.Expression | undefined): boolean =>
  expression !== undefined && (callsRefuse(expression) || /^(?:no|held|late|found\.no)$/u.test(expression.getText()));

function callsRefuse(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (ts.isCallExpression(node) && node.expression.getText() === 'refuse') return true;
  return ts.forEachChild(node, (child) => callsRefuse(child) || undefined) ?? false;
}

const off = (): boolean => false;
const hush = (): void => undefined;
const quiet = {
  ...{
    isTraceEnabled: off,
    isDebugEnabled: off,
    isInfoEnabled: off,
    isWarnEnabled: off,
    isErrorEnabled: off,
    isFatalEnabled: off,
  },
  ...{ trace: hush, debug: hush, info: hush, warn: hush, error: hush, fatal: hush },
};
