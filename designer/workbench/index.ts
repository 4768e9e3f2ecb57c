/** The workbench: what waits for me, letters to me, and registering a new intake. */
export { Inbox } from './inbox';
export { Notices } from './notices';
export { NewIntake } from './new-intake';
