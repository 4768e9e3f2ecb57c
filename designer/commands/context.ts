import { createContext, useContext } from 'react';
import type { AllowedCommand } from '#contract';
import type { FlowNode } from '#domain';
import type { IssueDetail } from '../client';

/** What the fields of a command form may look at: the issue it is about and the command as it is allowed. */
export type CommandContext = {
  issue: IssueDetail;
  allowed: AllowedCommand;
  /** The steps of the drawing that the issue lives by, where that is no release. */
  nodes?: readonly FlowNode[];
};

export const CommandContext = createContext<CommandContext | null>(null);

export function useCommandContext(): CommandContext {
  const context = useContext(CommandContext);
  if (!context) throw new Error('a command field stands outside its form');
  return context;
}
