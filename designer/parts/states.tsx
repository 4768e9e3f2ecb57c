import { Component, type ReactNode } from 'react';
import { Alert, Button, Empty, Spin } from 'antd';
import { ProblemError } from '../client';
import { type Language, commandWords, fieldWords, languageNow, useList, useText, useWords } from '../i18n';
import { words } from './words';

/** Loading, error and empty in one place, so that every list and page has all three. */
export function Loaded<T>(props: {
  query: { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown };
  children: (data: T) => ReactNode;
}) {
  const { data, error, isPending, refetch } = props.query;
  if (data !== undefined) return <>{props.children(data)}</>;
  if (error) return <ProblemNote error={error} {...(isLasting(error) ? {} : { retry: () => void refetch() })} />;
  return isPending ? <Loading /> : <Nothing />;
}

export function Loading() {
  const t = useWords(words);
  return (
    <div className="lx-loading" role="status" aria-live="polite">
      <Spin /> <span>{t('loading')}</span>
    </div>
  );
}

export function Nothing({ text }: { text?: string }) {
  const t = useWords(words);
  return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text ?? t('empty')} />;
}

const problemOf = (error: unknown) => (error instanceof ProblemError ? error.problem : null);

/** What asking again will not change: it is not there, or not for this reader. */
const isLasting = (error: unknown) => [403, 404].includes(problemOf(error)?.status ?? 0);

/** What went wrong, in words; a refused command says what is allowed instead. */
export function ProblemNote({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useWords(words);
  const text = useText();
  const list = useList();
  const problem = problemOf(error);
  const labelOf = (path: string) => text(fieldWords[path.split('.').at(-1) ?? ''] ?? { zh: path, en: path });
  const names = [...new Set(problem?.allowed?.map((one) => text(commandWords[one.name])) ?? [])];
  return (
    <Alert
      type={problem && problem.status < 500 ? 'warning' : 'error'}
      showIcon
      role="alert"
      title={problem ? text(problem.text) : t('crashed')}
      description={
        <>
          {problem?.detail && <p>{problem.detail}</p>}
          {problem?.fields?.map((field) => (
            <p key={field.path}>
              {labelOf(field.path)}：{field.message}
            </p>
          ))}
          {problem?.findings?.map((finding, i) => (
            <p key={i}>
              {finding.node ?? finding.edge ?? finding.at} {text(finding.message)} {text(finding.mend)}
            </p>
          ))}
          {problem?.allowed && <p>{names.length > 0 ? `${t('allowedNow')} ${list(names)}` : t('nothingAllowed')}</p>}
          {problem?.id && <p>{t('errorId', { id: problem.id })}</p>}
        </>
      }
      action={retry && <Button onClick={retry}>{t('retry')}</Button>}
    />
  );
}

type BoundaryProps = { children: ReactNode; /** A new place clears an old failure. */ at: string };

/** A room that fails does not take the others with it. */
export class ErrorBoundary extends Component<BoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: null };
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override componentDidUpdate(previous: BoundaryProps) {
    if (previous.at !== this.props.at && this.state.error) this.setState({ error: null });
  }
  override render() {
    if (!this.state.error) return this.props.children;
    return <Crashed error={this.state.error} retry={() => this.setState({ error: null })} language={languageNow()} />;
  }
}

/** A page that could not be drawn: what to do now, and the way out. */
export function Crashed({ error, retry, language }: { error: unknown; retry: () => void; language: Language }) {
  if (problemOf(error)) return <ProblemNote error={error} retry={retry} />;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={words.crashed[language]}
      description={
        <p>
          {words.crashedMore[language]} <a href="/desk/">{words.home[language]}</a>
        </p>
      }
      action={<Button onClick={retry}>{words.retry[language]}</Button>}
    />
  );
}
