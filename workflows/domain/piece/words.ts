import { z } from 'zod';
import type { Role } from '../issue/words';

/** DOMAIN 2.5: where a piece stands. */
export const pieceStages = ['DRAFT', 'R1', 'R2', 'R3', 'SIGNED', 'SCHEDULED', 'PUBLISHED', 'CORRECTED', 'WITHDRAWN'] as const;
export const pieceStageSchema = z.enum(pieceStages);
export type PieceStage = z.infer<typeof pieceStageSchema>;

/** 三审: the stages in which a piece is reviewed and proof-read, in their order. */
export const reviewStages = ['R1', 'R2', 'R3'] as const;
export type ReviewStage = (typeof reviewStages)[number];

export const isReviewStage = (stage: PieceStage): stage is ReviewStage => (reviewStages as readonly string[]).includes(stage);

/** What is signed at each stage: a review and a proof. */
export type SignedStep = ReviewStage | 'P1' | 'P2' | 'P3';
export const proofStepOf = { R1: 'P1', R2: 'P2', R3: 'P3' } as const satisfies Record<ReviewStage, SignedStep>;

/** 责任编辑 reviews first (DOMAIN 2.9). */
export const reviewerRole = { R1: 'editor', R2: 'reviewer2', R3: 'reviewer3' } as const satisfies Record<ReviewStage, Role>;

/** The limits of `policy.publication` (DOMAIN 2.5). */
export const limitOf = { R1: 'review1', R2: 'review2', R3: 'review3' } as const satisfies Record<ReviewStage, string>;

/** The built-in channel: the desk's own public site. Any other channel is a signed endpoint of that name. */
export const siteChannel = 'site';
