/**
 * The api's door: the application over what it is given, and what the tests of its routes need around it. The worker's processes
 * take the desk on Temporal and the sweep of intakes from their own files, without the web server.
 */
export { buildApp } from './app';
export { clockOver } from './deps';
export { startUnstarted } from './intake';
export { hashPassword } from './passwords';
