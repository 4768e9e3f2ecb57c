import { App, Badge, Modal, Tabs } from 'antd';
import { ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { lazy, useCallback, useEffect, useMemo, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import {
  addNext,
  addNode,
  addNote,
  connect,
  connectFaults,
  copy,
  type Flow,
  freePlace,
  insertOnEdge,
  mayConnect,
  paste,
  patchNote,
  type Point,
  type Preset,
  type Problem,
  readClip,
  remove,
} from '#domain';
import { holdsAny, useMe } from '../client';
import { flowDraft, type Opened, useDraft, useOpened } from '../draft';
import { useText, useWords } from '../i18n';
import { Loaded } from '../parts';
import { ProofPanel, type ProofState, useProof } from '../proof';
import { type DrawingActs, DrawingContext } from './acts';
import { Canvas } from './canvas';
import { fromClipboard, toClipboard } from './clipboard';
import { Find } from './find';
import { Inspector } from './inspector';
import { KeyHelp } from './key-help';
import { useKeys } from './keys';
import { type Known, useKnown, useProblems } from './known';
import { Outline } from './outline';
import { Palette } from './palette';
import { PresetPicker } from './preset-picker';
import { Problems } from './problems';
import { tidy } from './tidy';
import { NODE } from './to-canvas';
import { Toolbar, type View, views } from './toolbar';
import { type Editor, useEditor } from './use-editor';
import { words } from './words';

const PlayRoom = lazy(async () => ({ default: (await import('../play')).PlayRoom }));
const ScenarioRoom = lazy(async () => ({ default: (await import('../play')).ScenarioRoom }));
const BackTestRoom = lazy(async () => ({ default: (await import('../backtest')).BackTestRoom }));

/** A flow, drawn and edited. */
export function FlowPage() {
  const { id = '' } = useParams();
  const opened = useOpened(flowDraft, id);
  return (
    <Loaded query={opened}>
      {(read) => (
        <ReactFlowProvider>
          <Drawing key={id} id={id} opened={read} />
        </ReactFlowProvider>
      )}
    </Loaded>
  );
}

type Ask =
  | { is: 'next'; from: string }
  | { is: 'drop'; from: string; at: Point }
  | { is: 'insert'; edge: string }
  | { is: 'connect'; from: string }
  | { is: 'find' }
  | { is: 'keys' };

function Drawing({ id, opened }: { id: string; opened: Opened<Flow> }) {
  const t = useWords(words);
  const text = useText();
  const { message } = App.useApp();
  const me = useMe();
  const editor = useEditor(opened.document, holdsAny(me, ['ruleAuthor', 'administrator']));
  const { flow } = editor;
  const [ask, setAsk] = useState<Ask | null>(null);
  const [view, setView] = useView();
  const known = useKnown(flow);
  const problems = useProblems(flow, known);
  const proof = useProof(flow, known);
  const show = useShow(editor);
  const [address] = useSearchParams();
  /** The step that the address names, e.g. of a link from a table. */
  const named = address.get('step');
  const draft = useDraft({ kind: flowDraft, id, opened, hands: { ...editor, document: flow } });
  useEffect(() => {
    document.title = `${text(flow.name)} · 两心`;
  }, [flow.name, text]);
  const refused = (from: string, to: string): void => {
    const answer = mayConnect(flow, from, to);
    if (!answer.ok) void message.warning(text(connectFaults[answer.fault]));
  };
  const acts = useActs(editor, show, setAsk);
  const isDrawn = view === 'canvas' || view === 'outline';
  useKeys({ ...acts.keys, find: () => setAsk({ is: 'find' }) }, isDrawn);
  const { mayWrite } = editor;
  const showDrawn = (one: string): void => {
    setView('canvas');
    show(one);
  };
  return (
    <DrawingContext value={editor.mayWrite ? acts.drawing : null}>
      <div className="lx-drawing">
        <Toolbar
          editor={editor}
          draft={draft}
          view={view}
          onView={setView}
          onTidy={acts.keys.tidy}
          onFind={() => setAsk({ is: 'find' })}
          onNote={acts.addNote}
          onKeys={() => setAsk({ is: 'keys' })}
        />
        {draft.note}
        {view === 'play' && <PlayRoom flow={flow} mayWrite={mayWrite} onShow={showDrawn} />}
        {view === 'scenarios' && (
          <ScenarioRoom flow={flow} mayWrite={mayWrite} onPlay={() => setView('play')} onShow={showDrawn} />
        )}
        {view === 'backtest' && <BackTestRoom flow={flow} mayWrite={mayWrite} onPlay={() => setView('play')} />}
        {isDrawn && (
          <div className="lx-drawing-body">
            <Palette disabled={!editor.mayWrite} onPick={acts.addHere} />
            <div className="lx-drawing-stage">
              {view === 'canvas' ? (
                <Canvas
                  editor={editor}
                  problems={problems}
                  onRefused={refused}
                  onReady={() => named !== null && show(named)}
                  onDropLine={(from, at) => setAsk({ is: 'drop', from, at })}
                />
              ) : (
                <Outline flow={flow} {...(editor.mayWrite ? { acts: acts.outline } : {})} />
              )}
              {flow.nodes.length === 0 && view === 'canvas' && <div className="lx-first">{t('firstHint')}</div>}
            </div>
            <div className="lx-drawing-side">
              <Side editor={editor} known={known} problems={problems} proof={proof} show={show} />
            </div>
          </div>
        )}
        <Asked ask={ask} editor={editor} onDone={() => setAsk(null)} show={show} refused={refused} />
      </div>
    </DrawingContext>
  );
}

/** The way of looking, kept in the address: each has its own. */
function useView(): [View, (view: View) => void] {
  const [params, setParams] = useSearchParams();
  const view = views.find((one) => one === params.get('view')) ?? 'canvas';
  return [view, (next) => setParams(next === 'canvas' ? {} : { view: next }, { replace: true })];
}

type SideProps = {
  editor: Editor;
  known: Known;
  problems: readonly Problem[];
  proof: ProofState;
  show: (id: string) => void;
};

/** What is chosen, and what is wrong: the two things to look at while drawing. */
function Side({ editor, known, problems, proof, show }: SideProps) {
  const t = useWords(words);
  const [tab, setTab] = useState('inspector');
  const shown = [...problems, ...('proven' in proof ? (proof.proven?.problems ?? []) : [])];
  const errors = shown.filter(({ severity }) => severity === 'error').length;
  const jump = (id: string): void => {
    show(id);
    setTab('inspector');
  };
  return (
    <Tabs
      size="small"
      activeKey={tab}
      onChange={setTab}
      items={[
        { key: 'inspector', label: t('inspector'), children: <Inspector editor={editor} known={known} /> },
        {
          key: 'checks',
          label: (
            <>
              {t('checks')}{' '}
              <Badge count={shown.length} showZero color={errors > 0 ? '#b23a2a' : shown.length > 0 ? '#94600c' : '#2c7a4b'} />
            </>
          ),
          children: (
            <>
              <Problems problems={problems} onJump={jump} />
              <ProofPanel state={proof} mayWrite={editor.mayWrite} onJump={jump} />
            </>
          ),
        },
      ]}
    />
  );
}

/** Selects a step or a line and brings it into view. */
function useShow(editor: Editor): (id: string) => void {
  const canvas = useReactFlow();
  const { flow, select } = editor;
  return useCallback(
    (id: string) => {
      const edge = flow.edges.find((one) => one.id === id);
      const item = [...flow.nodes, ...flow.notes].find((one) => one.id === (edge?.from ?? id));
      select([id]);
      if (!item) return;
      const { x, y } = item.position;
      void canvas.setCenter(x + NODE.width / 2, y + NODE.height / 2, { zoom: Math.max(0.9, canvas.getZoom()), duration: 0 });
    },
    [canvas, flow, select],
  );
}

function useActs(editor: Editor, show: (id: string) => void, ask: (ask: Ask) => void) {
  const canvas = useReactFlow();
  return useMemo(() => {
    const { flow, selection, change, select } = editor;
    const [only] = selection.size === 1 ? selection : [];
    const step = flow.nodes.find(({ id }) => id === only);
    const middle = (): Point => {
      const box = document.querySelector('.react-flow')?.getBoundingClientRect();
      const at = box ? { x: box.left + box.width / 2, y: box.top + box.height / 2 } : { x: 0, y: 0 };
      const { x, y } = canvas.screenToFlowPosition(at);
      return { x: x - NODE.width / 2, y: y - NODE.height / 2 };
    };
    const put = (added: { flow: Flow; id: string } | null): void => {
      if (!added) return;
      change(added.flow);
      select([added.id]);
    };
    const take = (): void => void toClipboard(JSON.stringify(copy(flow, selection)));
    const bring = (text: string, at: Point): void => {
      const clip = readClip(text);
      if (!clip) return;
      const pasted = paste(flow, clip, at);
      change(pasted.flow);
      select(pasted.ids);
    };
    const drop = (ids: ReadonlySet<string>): void => {
      change((now) => remove(now, ids));
      select([]);
    };
    const corner = (): Point => {
      const chosen = [...flow.nodes, ...flow.notes].filter(({ id }) => selection.has(id)).map(({ position }) => position);
      return { x: Math.min(...chosen.map(({ x }) => x)) + 40, y: Math.min(...chosen.map(({ y }) => y)) + 40 };
    };
    const keys = {
      undo: editor.undo,
      redo: editor.redo,
      copy: take,
      cut: () => {
        take();
        drop(selection);
      },
      paste: () => {
        const at = middle();
        void fromClipboard().then((texts) => {
          const text = texts.find((one) => readClip(one) !== null);
          if (text !== undefined) bring(text, at);
        });
      },
      duplicate: () => selection.size > 0 && bring(JSON.stringify(copy(flow, selection)), corner()),
      selectAll: () => select([...flow.nodes, ...flow.edges, ...flow.notes].map(({ id }) => id)),
      remove: () => drop(selection),
      addNext: () => step && ask({ is: 'next', from: step.id }),
      connect: () => step && ask({ is: 'connect', from: step.id }),
      tidy: () => {
        change(tidy(flow, selection));
        requestAnimationFrame(() => void canvas.fitView({ padding: 0.06, minZoom: 0.3 }));
      },
      letGo: () => select([]),
    };
    const drawing: DrawingActs = {
      addNext: (from) => ask({ is: 'next', from }),
      insertOn: (edge) => ask({ is: 'insert', edge }),
      editNote: (note, text) => change((now) => patchNote(now, note, text)),
    };
    return {
      keys,
      drawing,
      outline: {
        ...{ open: show, addNext: drawing.addNext, insertOn: drawing.insertOn },
        connect: (from: string) => ask({ is: 'connect', from }),
        remove: (id: string) => drop(new Set([id])),
      },
      addHere: ({ id, seed }: Preset) => put(addNode(flow, seed, freePlace(flow, middle()), id)),
      addNote: () => put(addNote(flow, '', middle())),
    };
  }, [ask, canvas, editor, show]);
}

type AskedProps = {
  ask: Ask | null;
  editor: Editor;
  onDone: () => void;
  show: (id: string) => void;
  refused: (from: string, to: string) => void;
};

/** The small questions between a gesture and its result. */
function Asked({ ask, editor, onDone, show, refused }: AskedProps) {
  const t = useWords(words);
  const { flow } = editor;
  const put = (added: { flow: Flow; id: string } | null): void => {
    onDone();
    if (!added) return;
    editor.change(added.flow);
    editor.select([added.id]);
  };
  switch (ask?.is) {
    case undefined:
      return null;
    case 'find':
      return (
        <Find
          flow={flow}
          title={t('find')}
          onClose={onDone}
          onPick={(id) => {
            onDone();
            show(id);
          }}
        />
      );
    case 'keys':
      return (
        <Modal open title={t('keys')} footer={null} onCancel={onDone}>
          <KeyHelp />
        </Modal>
      );
    case 'connect':
      return (
        <Find
          flow={{ ...flow, edges: [], notes: [] }}
          title={t('connectTo')}
          onClose={onDone}
          onPick={(to) => {
            onDone();
            if (!mayConnect(flow, ask.from, to).ok) return refused(ask.from, to);
            const next = connect(flow, ask.from, to);
            editor.change(next);
            const line = next.edges.at(-1);
            if (line) editor.select([line.id]);
          }}
        />
      );
    case 'insert':
      return (
        <PresetPicker
          title={t('insert')}
          fits={({ seed }) => seed.kind !== 'start' && seed.kind !== 'end'}
          onClose={onDone}
          onPick={({ seed }) => put(insertOnEdge(flow, ask.edge, seed))}
        />
      );
    case 'next':
      return (
        <PresetPicker
          title={t('addNext')}
          fits={({ seed }) => seed.kind !== 'start'}
          onClose={onDone}
          onPick={({ seed }) => {
            const added = addNext(flow, ask.from, seed);
            if (!added) refused(ask.from, ask.from);
            put(added);
          }}
        />
      );
    case 'drop':
      return (
        <PresetPicker
          title={t('addNext')}
          fits={({ seed }) => seed.kind !== 'start'}
          onClose={onDone}
          onPick={({ id, seed }) => {
            const added = addNode(flow, seed, { x: ask.at.x, y: ask.at.y - NODE.height / 2 }, id);
            if (!mayConnect(added.flow, ask.from, added.id).ok) {
              refused(ask.from, ask.from);
              return onDone();
            }
            put({ ...added, flow: connect(added.flow, ask.from, added.id) });
          }}
        />
      );
  }
}
