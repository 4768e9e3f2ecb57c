export { createSweepActivities } from './stuck';
export type { Look, Sight } from './sight';
