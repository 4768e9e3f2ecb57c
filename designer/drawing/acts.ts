import { createContext, useContext } from 'react';

/** What a step or a line on the canvas offers when it is being edited; `null` where the drawing is only read. */
export type DrawingActs = {
  addNext: (node: string) => void;
  insertOn: (edge: string) => void;
  editNote: (note: string, text: string) => void;
};

export const DrawingContext = createContext<DrawingActs | null>(null);

export const useDrawing = (): DrawingActs | null => useContext(DrawingContext);
