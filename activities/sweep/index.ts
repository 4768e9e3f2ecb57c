export { createSweepActivities, type SweepTools } from './stuck';
export type { Look, Sight } from './sight';
