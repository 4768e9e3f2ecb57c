import { z } from 'zod';
import { keySchema, personalText } from '../text';

/**
 * Every command on a piece: its name and its fields. Titles, bodies and remarks are public only once published: until then they
 * travel sealed like any personal text.
 */
const remark = personalText(2000);
const reason = personalText(2000);

const aiLabelSchema = z.object({
  attribute: z.string().min(1).max(200),
  provider: z.string().min(1).max(200),
  contentId: z.string().min(1).max(200),
});

const mediaSchema = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  type: z.string().min(1).max(100),
  caption: personalText(200).optional(),
});

/** One line of the fact sheet: what the piece says, and the step of the record that bears it out. */
const claimSchema = z.object({ text: personalText(500), seq: z.int().positive() });

const story = {
  title: personalText(200),
  body: personalText(60_000),
  media: z.array(mediaSchema).max(20).default([]),
  claims: z.array(claimSchema).max(100).default([]),
  aiGenerated: z.boolean().default(false),
  aiLabel: aiLabelSchema.optional(),
  sensitive: z.boolean().default(false),
  exposing: z.boolean().default(false),
};

const work = z.enum(['review', 'proof']);

export const pieceCommandSchemas = {
  write: z.object(story),
  submit: z.object({ remark: remark.optional() }),
  claimStep: z.object({ work }),
  releaseStep: z.object({ work }),
  review: z.object({ approve: z.boolean(), remark: remark.optional() }),
  proof: z.object({ pass: z.boolean(), remark: remark.optional() }),
  sendBack: z.object({ remark }),
  consent: z.object({ remark: remark.optional() }),
  sign: z.object({}),
  schedule: z.object({ at: z.iso.datetime({ offset: true }) }),
  publishNow: z.object({}),
  correct: z.object({ note: personalText(500), ...story }),
  standBy: z.object({ reason }),
  withdrawPiece: z.object({ reason }),
  retryChannel: z.object({ channel: keySchema }),
  // the engine's own: what the issue and the channels tell
  approveReply: z.object({}),
  changeFacts: z.object({}),
  noteDelivery: z.object({
    channel: keySchema,
    version: z.int().positive(),
    attempt: z.int().positive(),
    ok: z.boolean(),
    id: z.string().max(200).optional(),
    code: z.string().max(100).optional(),
  }),
  /** Another edition of the calendar (R7), carried by the desk to every open piece as to every open issue. */
  applyCalendar: z.object({ calendar: keySchema, edition: z.int().positive() }),
};

export type PieceCommandName = keyof typeof pieceCommandSchemas;
export const pieceCommandNames = Object.keys(pieceCommandSchemas) as PieceCommandName[];
export type PieceCommandData<N extends PieceCommandName> = z.output<(typeof pieceCommandSchemas)[N]>;

/** What only other parts of the desk may say. */
export const isEnginesOwn = (name: PieceCommandName): boolean =>
  name === 'approveReply' || name === 'changeFacts' || name === 'noteDelivery' || name === 'applyCalendar';
