/** The supervision console, first form: incidents, overdue and stuck issues, each with why and the acts. */
export { Supervision } from './supervision';
