import type { FeelCallable } from '../values';
import { contexts } from './contexts';
import { dates } from './dates';
import type { Library } from './define';
import { lists } from './lists';
import { numbers } from './numbers';
import { ranges } from './ranges';
import { statistics } from './statistics';
import { strings } from './strings';

const ALL: Library = { ...contexts, ...dates, ...lists, ...numbers, ...ranges, ...statistics, ...strings };

/** A built-in function of DMN 1.5 (10.3.4) by its name. */
export const builtIn = (name: string): FeelCallable | undefined => (Object.hasOwn(ALL, name) ? ALL[name] : undefined);
