/** The supervision console, first form: incidents, overdue, stuck and carded issues, each with why and the acts. */
export { Supervision } from './supervision';
