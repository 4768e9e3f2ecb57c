import {
  type Decision,
  type Flow,
  type Problem,
  type ReleaseContent,
  canonicalJson,
  checkRelease,
  flowsCalled,
  sha256Hex,
} from '#domain';
import type { Finding } from '#contract';
import type { Deps } from './deps';
import { Refusal } from './problem';
import { draftOf } from './drafts';

/** What the drafts say now, as it would be frozen: the flow, the decisions it asks, its policy, that policy's calendar. */
export type Drawn = {
  content: Omit<ReleaseContent, 'number' | 'format'>;
  /** Names the content without its title, so that what was checked is what is published. */
  draftHash: string;
  /** Who last saved any of it. */
  authors: string[];
};

/** Gathers the drafts of a flow. Throws `NOT_FOUND` for the flow, `CHECK_FAILED` naming every other document that is missing. */
export async function drawnFrom(deps: Deps, flowId: string, name = { zh: '草稿', en: 'Draft' }): Promise<Drawn> {
  const { flows, tables, policies, calendars } = deps.store;
  const flow = await draftOf(flows, flowId);
  const called = await calledFrom(deps, flow.document);
  const subflows = called.found.map(({ document }) => document);
  const wanted = [...new Set([flow.document, ...subflows].flatMap(decisionsOf))];
  const found = await Promise.all(wanted.map((id) => tables.get(id)));
  const policy = await policies.get(flow.document.policy);
  const hours = policy ? await calendars.get(policy.document.calendar) : null;
  const missing = [
    ...called.missing.map((id) => `flows.${id}`),
    ...wanted.filter((_, at) => found[at] === null).map((id) => `tables.${id}`),
    ...(policy ? [] : [`policies.${flow.document.policy}`]),
    ...(policy && !hours ? [`calendars.${policy.document.calendar}`] : []),
  ];
  if (!policy || !hours || missing.length > 0) throw new Refusal('CHECK_FAILED', { findings: missing.map(missingDraft) });
  const drafts = [flow, ...called.found, policy, hours, ...found.filter((draft) => draft !== null)];
  const decisions: Decision[] = found.flatMap((draft) => (draft ? [draft.document] : []));
  const content = {
    ...{ city: deps.city, name, flow: flow.document, decisions, policy: policy.document, hours: [hours.document] },
    ...(subflows.length > 0 ? { subflows } : {}),
  };
  return { content, draftHash: draftHashOf(content), authors: [...new Set(drafts.map(({ updatedBy }) => updatedBy))] };
}

type FlowDraft = Awaited<ReturnType<typeof draftOf<Flow>>>;

/** The drawings that a flow's `call` steps enter, and those that these enter, each once. */
async function calledFrom({ store }: Deps, flow: Flow): Promise<{ found: FlowDraft[]; missing: string[] }> {
  const called: { found: FlowDraft[]; missing: string[] } = { found: [], missing: [] };
  const seen = new Set([flow.id]);
  const open = [flow];
  for (const one of open) {
    for (const id of flowsCalled(one).filter((each) => seen.size !== seen.add(each).size)) {
      const draft = await store.flows.get(id);
      if (draft) called.found.push(draft);
      else called.missing.push(id);
      if (draft) open.push(draft.document);
    }
  }
  return called;
}

const decisionsOf = (flow: Flow): string[] => [
  ...new Set(flow.nodes.flatMap((node) => (node.kind === 'decide' ? [node.decision] : []))),
];

const draftHashOf = ({ name: _name, ...rest }: Drawn['content']): string => sha256Hex(canonicalJson(rest));

const missingDraft = (at: string): Finding => ({
  code: 'DRAFT_MISSING',
  severity: 'error',
  at,
  message: { zh: `缺少草稿 ${at}`, en: `There is no draft ${at}` },
  mend: { zh: '先保存这份草稿，或改正引用它的名称。', en: 'Save that draft, or correct the name that refers to it.' },
});

/** Every check of DESIGN 5 but the proof (`proof.ts`), over the drafts together and the directory as it is now. */
export async function findingsOf(deps: Deps, drawn: Drawn): Promise<Finding[]> {
  const [units, people] = await Promise.all([deps.store.directory.units(), deps.store.directory.people()]);
  return checkRelease({ format: 1, number: 0, ...drawn.content }, { directory: { units, people } }).map(findingOf);
}

/** A problem of the domain as the contract's finding. */
export const findingOf = ({ code, severity, node, edge, at, message, mend }: Problem): Finding => ({
  code,
  severity,
  ...(node === undefined ? {} : { node }),
  ...(edge === undefined ? {} : { edge }),
  ...(at === undefined ? {} : { at }),
  message,
  mend,
});

export type Waiver = {
  code: string;
  node?: string | undefined;
  edge?: string | undefined;
  at?: string | undefined;
  reason: string;
};

/** Errors, and warnings that nobody gave a reason for. */
export function blocking(findings: readonly Finding[], waivers: readonly Waiver[]): Finding[] {
  const waived = (finding: Finding) =>
    waivers.some(
      ({ code, node, edge, at }) => code === finding.code && node === finding.node && edge === finding.edge && at === finding.at,
    );
  return findings.filter((finding) => finding.severity === 'error' || !waived(finding));
}
