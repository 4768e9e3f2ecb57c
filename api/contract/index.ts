/**
 * The contract: every route as data. The api mounts these, the front end is typed by them, OpenAPI is printed from them.
 */
export { routes } from './routes';
export type { RouteName, Routes } from './routes';
export { pathOf } from './route';
export type { Audience, CallOf, Method, RequestOf, ResultOf, Route } from './route';
export { problemCodes, problemSchema, statusOf } from './problem';
export type { AllowedCommand, Finding, Problem, ProblemCode } from './problem';
export { decisionAuthors } from './decisions';
export { openApi } from './openapi';
export { pieceViewSchema } from './desk-routes';
export { intakeBodySchema, sourceIntakeSchema } from './intakes';
export { reportFormSchema, storySchema } from './public';
export type { Story, Tracking } from './public';
export { publicHelpers } from './public-views';
export type {
  PublicFieldError,
  PublicFrame,
  PublicHelpers,
  PublicHomeView,
  PublicLanguage,
  PublicMoment,
  PublicOption,
  PublicProblemView,
  PublicReceivedView,
  PublicStoriesView,
  PublicStoryCard,
  PublicStoryView,
  PublicTrackView,
  PublicView,
} from './public-views';
export { open311PostSchema } from './open311';
export type { Open311Request } from './open311';
