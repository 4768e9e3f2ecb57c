/**
 * The piece (稿件): from draft through three reviews and three proofs to the public, and what becomes of it there (DOMAIN 2.5).
 * A pure reducer in the manner of the issue's; the publication workflow, the designer and the tests run the same function.
 */
export { advancePiece, type PieceAdvance } from './advance';
export { nextPieceWake } from './clocks';
export { pieceCommandNames, pieceCommandSchemas, isEnginesOwn, type PieceCommandData, type PieceCommandName } from './command';
export { examineContent } from './content';
export type { PieceAsk, PieceCommandInput, PieceInput } from './effect';
export type {
  AiLabel,
  Byline,
  Channel,
  ChannelAct,
  Examined,
  LiveStory,
  PieceAnswer,
  PieceContent,
  PieceOpening,
  PieceState,
} from './state';
export { allowedPieceCommands, pieceTurn, pieceTurnNow, type PieceRecord, type PieceTurn } from './turn';
export { pieceStreamOf, pieceViewOf, type PieceView } from './view';
export { pieceStages, pieceStageSchema, siteChannel, type PieceStage } from './words';
