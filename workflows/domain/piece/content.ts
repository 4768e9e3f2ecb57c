import { canonicalJson, sha256Hex } from '../canonical';
import { maskText } from '../issue/mask';
import { refuse, type Refusal } from '../issue/step';
import type { Examined, PieceContent } from './state';

/**
 * Looks at a piece's open text: its hash, personal data left in what would be published (anything `maskText` would hide), and
 * claims that the record does not bear out (`lastSeq` is its last step, 0 when there is none). The hash covers the fact
 * sheet and the labels too: reviewers sign for them, so changing them voids what was signed.
 */
export function examineContent(content: PieceContent, lastSeq: number): Examined {
  const texts = [
    { field: 'title', text: content.title },
    { field: 'body', text: content.body },
    ...content.media.flatMap(({ caption }, i) => (caption === undefined ? [] : [{ field: `media.${i + 1}`, text: caption }])),
    ...(content.note === null ? [] : [{ field: 'note', text: content.note }]),
  ];
  return {
    hash: sha256Hex(canonicalJson(content)),
    found: texts.flatMap(({ field, text }) => leftIn(text).map((one) => ({ field, ...one }))),
    unknown: content.claims.map(({ seq }) => seq).filter((seq) => seq > lastSeq),
  };
}

/** What masking would still hide in a text, by kind. */
function leftIn(text: string): { kind: string; count: number }[] {
  const before = marksIn(text);
  return [...marksIn(maskText(text))]
    .map(([kind, count]) => ({ kind, count: count - (before.get(kind) ?? 0) }))
    .filter(({ count }) => count > 0);
}

function marksIn(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [, kind = ''] of text.matchAll(/〔([^〔〕]+)〕/g)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** Why a content may not be reviewed, let alone published: all that is missing or left, said at once (DOMAIN 2.5, 4.36, 4.37). */
export function contentRefusal(content: PieceContent & Examined): Refusal | null {
  const { found, unknown, claims } = content;
  if (claims.length === 0 || unknown.length > 0 || found.length > 0)
    return refuse('PROOF_FAILED', faultText(content), { found, unknown, factSheetMissing: claims.length === 0 });
  return content.aiGenerated && content.aiLabel === null
    ? refuse('AI_LABEL_MISSING', 'generated content needs its label: attribute, provider, contentId')
    : null;
}

function faultText({ claims, unknown, found }: PieceContent & Examined): string {
  return [
    ...(claims.length === 0 ? ['the fact sheet is empty'] : []),
    ...(unknown.length > 0 ? [`the issue has no step ${unknown.join(', ')}`] : []),
    ...found.map(({ field, kind, count }) => `${field}: ${kind} × ${count}`),
  ].join('; ');
}
