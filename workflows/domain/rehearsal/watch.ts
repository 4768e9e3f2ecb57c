import type { Move } from '../issue';
import type { Setting } from './setting';
import type { OutsideInput, World } from './world';

/** Who looks on: hears of every outside input with the setting it met, of the ways taken, and how the issues stood after a step. */
export type Watch = {
  onInput?: (input: OutsideInput, setting: Setting) => void;
  onMoves?: (no: string, moves: readonly Move[]) => void;
  onStep?: (step: number, issues: World['issues']) => void;
};
